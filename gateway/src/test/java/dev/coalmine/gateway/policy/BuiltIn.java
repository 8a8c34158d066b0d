package dev.coalmine.gateway.policy;

import java.nio.charset.StandardCharsets;

/** The built-in policy, for tests. */
public final class BuiltIn {

  private BuiltIn() {}

  static Policy policy() {
    return PolicyReader.read("the built-in policy", PolicyFile.at("").read()).policy();
  }

  public static String text() {
    return new String(PolicyFile.at("").read(), StandardCharsets.UTF_8);
  }
}

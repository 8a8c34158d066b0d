package dev.coalmine.gateway.limit.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script with the name that Redis gives it. */
public final class Script {

  private final String text;
  private final String sha;

  private Script(String text) {
    this.text = text;
    this.sha = sha(text);
  }

  /**
   * @param name of a file in the resources, {@code limits/}, without its ending
   */
  public static Script named(String name) {
    try (var file = Script.class.getResourceAsStream("/limits/" + name + ".lua")) {
      if (file == null) {
        throw new IllegalArgumentException("there is no script limits/" + name + ".lua");
      }
      return new Script(new String(file.readAllBytes(), US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return text;
  }

  String sha() {
    return sha;
  }

  private static String sha(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(US_ASCII));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

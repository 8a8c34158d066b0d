package dev.coalmine.order.catalogue;

import java.util.regex.Pattern;

/** SKUs and offer ids go into paths, Redis keys and Kafka keys: no blanks, nothing to escape. */
public final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,63}");

  private Names() {}

  /**
   * @throws IllegalArgumentException when it is no such name
   */
  public static void check(String what, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          what + " is 1 to 64 letters, digits or . _ ~ - and begins with a letter or digit");
    }
  }

  public static boolean isName(String text) {
    return text != null && NAME.matcher(text).matches();
  }
}

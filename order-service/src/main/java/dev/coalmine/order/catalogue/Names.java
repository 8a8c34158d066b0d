package dev.coalmine.order.catalogue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of SKUs and offer ids, which need no escape in paths, Redis keys and Kafka keys. */
public final class Names {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]{0,63}");

  private Names() {}

  /**
   * @param what the subject of the error message
   * @throws IllegalArgumentException when the name does not have the form
   */
  public static void check(String what, @Nullable String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          what + " is 1 to 64 letters, digits or . _ ~ - and begins with a letter or digit");
    }
  }

  public static boolean isName(@Nullable String text) {
    return text != null && NAME.matcher(text).matches();
  }
}

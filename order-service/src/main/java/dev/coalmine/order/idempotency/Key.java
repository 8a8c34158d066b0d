package dev.coalmine.order.idempotency;

import java.util.regex.Pattern;

/**
 * @param route what the key is used for: the same value means another thing elsewhere
 * @param value 1 to 128 printable ASCII characters
 */
public record Key(String customer, String route, String value) {

  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{1,128}");

  public Key {
    check(value);
  }

  /**
   * @throws IllegalArgumentException when it cannot be a key
   */
  public static void check(String value) {
    if (value == null || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "An idempotency key is 1 to 128 printable ASCII characters.");
    }
  }
}

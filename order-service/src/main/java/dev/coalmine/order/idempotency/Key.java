package dev.coalmine.order.idempotency;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An idempotency key of a customer.
 *
 * @param customer the token's subject
 * @param route what the key is used for; the same value may be used once for each route
 * @param value 1 to 128 printable ASCII characters
 */
public record Key(String customer, String route, String value) {

  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{1,128}");

  public Key {
    check(value);
  }

  /**
   * @throws IllegalArgumentException when the value is not 1 to 128 printable ASCII characters
   */
  public static void check(@Nullable String value) {
    if (value == null || !VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "An idempotency key is 1 to 128 printable ASCII characters.");
    }
  }
}

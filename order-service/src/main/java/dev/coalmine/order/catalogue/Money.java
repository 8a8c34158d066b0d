package dev.coalmine.order.catalogue;

import java.util.regex.Pattern;

/**
 * @param amount in minor units of the currency, 0 or more
 * @param currency ISO 4217, three capital letters
 */
public record Money(long amount, String currency) {

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  public Money {
    if (amount < 0) {
      throw new IllegalArgumentException("an amount must not be negative");
    }
    if (currency == null || !CURRENCY.matcher(currency).matches()) {
      throw new IllegalArgumentException("a currency is three capital letters, as in ISO 4217");
    }
  }

  /**
   * @throws ArithmeticException when the sum leaves 64 bits
   * @throws IllegalArgumentException when the currencies differ
   */
  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return new Money(Math.addExact(amount, other.amount), currency);
  }

  /**
   * @throws ArithmeticException when the product leaves 64 bits
   */
  public Money times(long quantity) {
    return new Money(Math.multiplyExact(amount, quantity), currency);
  }
}

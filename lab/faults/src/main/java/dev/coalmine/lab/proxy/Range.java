package dev.coalmine.lab.proxy;

/** What a number may be. */
final class Range {

  private Range() {}

  /**
   * @throws IllegalArgumentException with a sentence for who gave the number
   */
  static void check(String what, long number, long least, long most, String unit) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "%s is %d to %d %s, not %d".formatted(what, least, most, unit, number));
    }
  }
}

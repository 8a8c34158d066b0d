package dev.coalmine.lab.proxy;

import java.time.Duration;

/**
 * One thing that is wrong with one link, for a time.
 *
 * @param direction of the bytes it touches; {@code BOTH} when it touches connections as such
 * @param probability above 0 to 1, that it touches a connection; drawn once for each
 * @param time it lasts, 1 s to 24 h
 */
record Fault(String link, Effect effect, Direction direction, double probability, Duration time) {

  Fault {
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "a probability is above 0 and at most 1, not " + probability);
    }
    check("the time a fault lasts", time.toMillis(), 1_000, 86_400_000, "ms");
  }

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

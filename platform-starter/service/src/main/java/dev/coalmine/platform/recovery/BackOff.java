package dev.coalmine.platform.recovery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts of a piece of work that is stored: exponential with equal jitter, so
 * that work that failed together is not tried together. Threads that repeat a step have Spring's
 * back-off, which keeps its state.
 *
 * @param first ceiling of the first pause, 1 ms or more
 * @param longest ceiling of any pause, not below the first
 */
public record BackOff(Duration first, Duration longest) {

  /** After so many doublings the ceiling is the longest pause for any useful first one. */
  private static final int MOST_DOUBLINGS = 16;

  /**
   * @throws IllegalArgumentException when the first pause is not positive, or above the longest
   */
  public BackOff {
    if (first.toMillis() < 1 || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException("pauses from " + first + " to " + longest);
    }
  }

  /**
   * Returns a pause between half and all of the ceiling, which doubles with each failure.
   *
   * @param failures before this one, from 0
   */
  public Duration pause(int failures) {
    long doubled = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
    long half = Math.min(longest.toMillis(), doubled) / 2;
    return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
  }
}

package dev.coalmine.lab.launch;

import java.time.Duration;

/**
 * How long to wait before what died is started again: doubled with every death that follows soon.
 */
final class Backoff {

  static final Duration FIRST = Duration.ofMillis(200);
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** Who was ready for so long died of something else. */
  static final Duration STABLE = Duration.ofSeconds(10);

  private static final int MOST_DOUBLINGS = 16;

  private int deaths;

  /**
   * @param readyFor how long it had been ready; zero when it never was
   */
  Duration afterDeath(Duration readyFor) {
    if (readyFor.compareTo(STABLE) >= 0) {
      deaths = 0;
    }
    var wait = FIRST.multipliedBy(1L << Math.min(deaths++, MOST_DOUBLINGS));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}

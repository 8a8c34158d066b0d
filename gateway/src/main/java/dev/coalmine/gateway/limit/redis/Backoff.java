package dev.coalmine.gateway.limit.redis;

/**
 * How long the pause before another attempt is: as set at first, twice as long for each connection
 * in a row that was lost soon after it began to serve, and at most 16 times as long. Times are
 * nanoseconds of one clock.
 */
final class Backoff {

  /** A connection that has served for so many pauses was good. */
  private static final int GOOD_PAUSES = 50;

  private static final int MOST_DOUBLINGS = 4;

  private final long pause;
  private long since;
  private int doublings;

  /**
   * @param pause in nanoseconds, at least 1
   */
  Backoff(long pause) {
    this.pause = pause;
  }

  /** A connection begins to serve. */
  synchronized void serves(long now) {
    since = now;
  }

  /** The connection that served is lost. */
  synchronized void lost(long now) {
    boolean soon = now - since < GOOD_PAUSES * pause;
    doublings = soon ? Math.min(MOST_DOUBLINGS, doublings + 1) : 0;
  }

  /** In nanoseconds. */
  synchronized long pause() {
    return pause << doublings;
  }
}

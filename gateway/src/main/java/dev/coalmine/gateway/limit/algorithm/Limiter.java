package dev.coalmine.gateway.limit.algorithm;

/**
 * The count of one key of a limit. Times are microseconds of one clock, any one. A clock that is
 * set back gives or costs at most one burst. A limiter is not thread-safe.
 */
public sealed interface Limiter permits Gcra, TokenBucket, FixedWindow, SlidingLog, SlidingCounter {

  /**
   * Takes as many permits as there are, and at most those that are wanted.
   *
   * @param now in microseconds
   * @param wanted permits, at least 1
   */
  Grant take(long now, long wanted);
}

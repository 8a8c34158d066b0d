package dev.coalmine.gateway.limit.algorithm;

/**
 * The counts of the current window of the calendar and of the one before, which counts by the share
 * of it that a window ending now would cover: current + previous · (1 − elapsed / period). It takes
 * requests for evenly spread; when they are not, up to twice the permits are granted within one
 * period.
 */
public final class SlidingCounter implements Limiter {

  private final long permits;
  private final long period;
  private long window;
  private long current;
  private long previous;

  /**
   * @param permits of a window, at least 1
   * @param period of a window, in microseconds
   */
  public SlidingCounter(long permits, long period) {
    this.permits = permits;
    this.period = period;
  }

  @Override
  public Grant take(long now, long wanted) {
    long number = now / period;
    if (number != window) {
      previous = number == window + 1 ? current : 0;
      current = 0;
      window = number;
    }
    long left = period - now % period;
    long free = Math.max(0, (permits - current) * period - previous * left) / period;
    long granted = Math.min(wanted, free);
    current += granted;
    return Grant.of(granted, free - granted, untilNext(left), reset(left));
  }

  /** Within this window when the earlier one's share falls far enough, else in the next one. */
  private long untilNext(long left) {
    long room = permits - 1 - current;
    if (room >= 0 && previous > 0) {
      long wantedLeft = room * period / previous;
      return Math.max(1, left - wantedLeft);
    }
    return left + period - (permits - 1) * period / Math.max(1, current);
  }

  private long reset(long left) {
    if (current > 0) {
      return left + period;
    }
    return previous > 0 ? left : 0;
  }
}

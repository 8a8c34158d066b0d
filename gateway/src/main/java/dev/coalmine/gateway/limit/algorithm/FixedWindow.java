package dev.coalmine.gateway.limit.algorithm;

/**
 * A count for each window of the calendar. Around the end of a window up to twice the permits are
 * granted within one period.
 */
public final class FixedWindow implements Limiter {

  private final long permits;
  private final long period;
  private long window;
  private long count;

  /**
   * @param permits of a window, at least 1
   * @param period of a window, in microseconds
   */
  public FixedWindow(long permits, long period) {
    this.permits = permits;
    this.period = period;
  }

  @Override
  public Grant take(long now, long wanted) {
    long current = now / period;
    if (current != window) {
      window = current;
      count = 0;
    }
    long granted = Math.min(wanted, permits - count);
    count += granted;
    long end = (current + 1) * period - now;
    return Grant.of(granted, permits - count, end, count == 0 ? 0 : end);
  }
}

package dev.coalmine.gateway.limit.algorithm;

/**
 * The time of each permit of the last period: exact in every window, at the cost of a number for
 * each permit.
 */
public final class SlidingLog implements Limiter {

  private final long period;
  private final long[] times;
  private int first;
  private int count;

  /**
   * @param permits of every window, 1 to 1,000
   * @param period of a window, in microseconds
   */
  public SlidingLog(int permits, long period) {
    this.period = period;
    this.times = new long[permits];
  }

  @Override
  public Grant take(long now, long wanted) {
    while (count > 0 && times[first] <= now - period) {
      first = (first + 1) % times.length;
      count--;
    }
    int granted = (int) Math.min(wanted, times.length - count);
    for (int i = 0; i < granted; i++) {
      times[(first + count++) % times.length] = now;
    }
    long oldest = count == 0 ? now - period : times[first];
    long youngest = count == 0 ? now - period : times[(first + count - 1) % times.length];
    return Grant.of(granted, times.length - count, oldest + period - now, youngest + period - now);
  }
}

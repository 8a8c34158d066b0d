package dev.coalmine.gateway.limit.algorithm;

/**
 * A bucket of tokens that refills continuously, full at first. It decides as {@link Gcra} does and
 * keeps two numbers: tokens, in units of 1 / period so that no rate is rounded, and their time.
 */
public final class TokenBucket implements Limiter {

  private final long permits;
  private final long period;
  private final long most;
  private long level;
  private long at;

  /**
   * @param permits of a period, at least 1
   * @param period in microseconds
   * @param burst tokens that the bucket holds, at least 1
   */
  public TokenBucket(long permits, long period, long burst) {
    this.permits = permits;
    this.period = period;
    this.most = burst * period;
    this.level = most;
  }

  @Override
  public Grant take(long now, long wanted) {
    long passed = Math.clamp(now - at, 0, most / permits + 1);
    level = Math.min(most, level + passed * permits);
    at = now;
    long available = level / period;
    long granted = Math.min(wanted, available);
    level -= granted * period;
    return Grant.of(
        granted,
        available - granted,
        Math.ceilDiv(period - level, permits),
        Math.ceilDiv(most - level, permits));
  }
}

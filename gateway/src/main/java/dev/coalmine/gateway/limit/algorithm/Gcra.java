package dev.coalmine.gateway.limit.algorithm;

/**
 * The generic cell rate algorithm: the leaky bucket as a meter (ITU-T I.371). It keeps one time, at
 * which the bucket will be full again (the theoretical arrival time, TAT). With the interval T =
 * period / permits, a permit is free when TAT + T − now ≤ burst · T.
 *
 * <p>The time is kept in whole microseconds and a fraction in units of 1 / permits microseconds, so
 * that no rate is rounded.
 */
public final class Gcra implements Limiter {

  private final long permits;
  private final long period;
  private final long burst;
  private long full;
  private long fraction;

  /**
   * @param permits of a period, at least 1
   * @param period in microseconds
   * @param burst permits that can be taken at once, at least 1
   */
  public Gcra(long permits, long period, long burst) {
    this.permits = permits;
    this.period = period;
    this.burst = burst;
  }

  /** The limiter of another burst or period with the same state: what was taken stays taken. */
  public Gcra with(long period, long burst) {
    var other = new Gcra(permits, period, burst);
    other.full = full;
    other.fraction = fraction;
    return other;
  }

  @Override
  public Grant take(long now, long wanted) {
    long most = burst * period; // in units of 1 / permits microseconds, as all that follows
    if (full < now || full - now > most / permits + 1) { // full, or the clock was set back
      full = now;
      fraction = 0;
    }
    long taken = (full - now) * permits + fraction;
    long available = Math.max(0, (most - taken) / period);
    long granted = Math.min(wanted, available);
    long units = fraction + granted * period;
    full += units / permits;
    fraction = units % permits;
    taken += granted * period;
    return Grant.of(
        granted,
        available - granted,
        Math.ceilDiv(taken + period - most, permits),
        Math.ceilDiv(taken, permits));
  }
}

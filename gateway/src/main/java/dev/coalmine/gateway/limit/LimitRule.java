package dev.coalmine.gateway.limit;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;

/**
 * One rate limit as the policy gives it.
 *
 * @param name unique in a policy; shown in metrics, logs and the {@code RateLimit} headers
 * @param by what is counted apart from each other
 * @param permits how many requests a period admits, 1 to 1,000,000, at most one a microsecond; of
 *     {@link Algorithm#SLIDING_LOG}, which remembers each, at most 1,000
 * @param period of the permits, 1 ms to 1 day
 * @param burst how many requests may come at once, 1 to 1,000,000, and no more than the rate admits
 *     in 7 days, because a key is kept that long; the permits when the algorithm is windowed. Times
 *     the period in microseconds it is less than 2^53
 * @param lease how many permits a replica takes from Redis at a time, 1 to 1,000 and at most the
 *     burst; 1 is exact, more may over-admit by as many for each replica
 * @param mode what follows when the limit is exceeded
 */
public record LimitRule(
    String name,
    LimitKey by,
    Algorithm algorithm,
    long permits,
    Duration period,
    long burst,
    int lease,
    Mode mode) {

  private static final long MOST_PERMITS = 1_000_000;
  private static final long MOST_LOGGED_PERMITS = 1_000;
  private static final long MOST_BURST = 1_000_000;
  private static final long MOST_WHOLE = 1L << 53;
  private static final int MOST_LEASE = 1_000;

  private static final Duration LONGEST_REFILL = Duration.ofDays(7);
  private static final Duration LEAST_BURST = Duration.ofMillis(100);

  /**
   * @throws IllegalArgumentException when a number is outside of its range; the message names the
   *     limit, the setting and the range
   */
  public LimitRule {
    Range.of("limits." + name)
        .check("period", period, "1ms", "1d")
        .check("rate", permits, 1, mostPermits(algorithm, period))
        .check(
            "burst",
            burst,
            algorithm.windowed() ? permits : 1,
            mostBurst(algorithm, permits, period))
        .check("lease", lease, 1, mostLease(burst));
  }

  /** How many permits the algorithm can keep for this period; at most one a microsecond. */
  public static long mostPermits(Algorithm algorithm, Duration period) {
    long most = algorithm == Algorithm.SLIDING_LOG ? MOST_LOGGED_PERMITS : MOST_PERMITS;
    long counted = algorithm.windowed() ? Math.min(most, mostExact(period)) : most;
    return Math.min(counted, micros(period));
  }

  /**
   * How many permits can be counted by the scripts, which count in units of 1 / period: Lua's
   * numbers are whole up to 2^53. One more than there are is needed for the wait for the next one.
   */
  private static long mostExact(Duration period) {
    return MOST_WHOLE / micros(period) - 1;
  }

  private static long micros(Duration period) {
    return Math.max(1, period.toNanos() / 1_000);
  }

  /** The permits when the algorithm is windowed, else what refills within 7 days and is exact. */
  public static long mostBurst(Algorithm algorithm, long permits, Duration period) {
    return algorithm.windowed()
        ? permits
        : Math.clamp(
            admittedWithin(LONGEST_REFILL, permits, period),
            1,
            Math.min(MOST_BURST, mostExact(period)));
  }

  /** A lease above the burst would never be granted. */
  public static int mostLease(long burst) {
    return (int) Math.min(burst, MOST_LEASE);
  }

  /**
   * Whether the burst is less than the rate admits in 100 ms. Such a limit refuses clients that
   * keep to the rate, because requests that are sent evenly arrive in bunches.
   */
  public boolean refusesTooEarly() {
    return !algorithm.windowed() && burst < admittedWithin(LEAST_BURST, permits, period);
  }

  private static long admittedWithin(Duration time, long permits, Duration period) {
    return (long) ((double) permits * time.toNanos() / period.toNanos());
  }
}

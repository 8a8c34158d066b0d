package dev.coalmine.lab.bench.limits;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * What one limit admitted.
 *
 * @param limit its name: algorithm, exact or leased
 * @param gateways how many shared it
 * @param trouble of its Redis in the middle
 * @param sent requests
 * @param admitted requests that were answered with 2xx
 * @param rate what the rate alone allows
 * @param allowed rate · time + burst, or what the algorithm says in its place
 * @param bound the most that is promised, over-admission of leases and lost counts included
 * @param worstBurst the most that surely were admitted within a second
 * @param burstBound the most that is promised within a second
 * @param redisCallsPerRequest scripts that were called
 * @param admittedInTrouble admitted while Redis was killed or slow
 * @param rateInTrouble what the rate alone allows in that time
 * @param longestWaitMillis the longest that a request took while Redis was killed or slow, else in
 *     the whole run
 * @param failed requests that were answered with neither 2xx nor 429
 */
record LimitRow(
    String limit,
    int gateways,
    String trouble,
    long sent,
    long admitted,
    long rate,
    long allowed,
    long bound,
    long worstBurst,
    long burstBound,
    double redisCallsPerRequest,
    long admittedInTrouble,
    long rateInTrouble,
    double longestWaitMillis,
    long failed) {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Of what the rate allows, at least this much is admitted while Redis is away. */
  private static final double NOT_CLOSED = 0.5;

  /** Of what the rate allows, at least this much is admitted: a limit must not refuse too early. */
  private static final double NOT_EARLY = 0.8;

  /**
   * @param start and {@code end} of the trouble, by {@link System#nanoTime}; both 0 without one
   */
  static LimitRow of(
      LimitCase limit,
      int gateways,
      Trouble trouble,
      LimitedLoad.Outcome outcome,
      double redisCallsPerRequest,
      long start,
      long end) {
    boolean calm = trouble == Trouble.NONE;
    var admitted = outcome.admitted();
    return new LimitRow(
        limit.name(),
        gateways,
        trouble.text(),
        outcome.sent(),
        admitted.count(),
        Math.round(LimitCase.RATE * outcome.seconds()),
        limit.allowed(outcome.seconds()),
        limit.bound(outcome.seconds(), gateways, trouble.losses()),
        admitted.worstBurst(SECOND),
        limit.bound(1, gateways, trouble.losses()),
        redisCallsPerRequest,
        calm ? 0 : admitted.sentWithin(start, end),
        calm ? 0 : Math.round(LimitCase.RATE * (end - start) / 1e9),
        outcome.longestWaitMillis(calm ? Long.MIN_VALUE : start, calm ? Long.MAX_VALUE : end),
        outcome.failed());
  }

  /** Returns whether it admitted neither too many nor too few, and answered every request. */
  @JsonProperty
  boolean holds() {
    boolean bounded = admitted <= bound && worstBurst <= burstBound && failed == 0;
    boolean open =
        rateInTrouble == 0
            ? admitted >= NOT_EARLY * rate
            : admittedInTrouble >= NOT_CLOSED * rateInTrouble;
    return bounded && open;
  }
}

package dev.coalmine.lab.bench.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One limit of the comparison.
 *
 * @param algorithm as the policy spells it
 * @param lease permits that a gateway takes at a time; 1 is exact
 */
record LimitCase(String algorithm, int lease) {

  /** Of every limit: so many a second, and a burst of as many as windowed limits admit at once. */
  static final int RATE = 100;

  static final int BURST = 50;

  private static final List<String> ALGORITHMS =
      List.of("gcra", "token-bucket", "fixed-window", "sliding-log", "sliding-counter");

  static List<LimitCase> all(int lease) {
    var all = new ArrayList<LimitCase>();
    for (var algorithm : ALGORITHMS) {
      all.add(new LimitCase(algorithm, 1));
      all.add(new LimitCase(algorithm, lease));
    }
    return all;
  }

  static List<String> algorithms() {
    return ALGORITHMS;
  }

  String name() {
    return algorithm + (lease == 1 ? "-exact" : "-leased");
  }

  String path() {
    return "/bench/" + name();
  }

  boolean isWindowed() {
    return !algorithm.equals("gcra") && !algorithm.equals("token-bucket");
  }

  /**
   * Returns what the algorithm admits in this time at most, without leases: burst + rate · time of
   * a bucket; of windows one second long, all that the time touches, or one more than it is long
   * for those that slide.
   *
   * @param seconds above 0
   */
  long allowed(double seconds) {
    return switch (algorithm) {
      case "fixed-window", "sliding-counter" -> RATE * ((long) Math.ceil(seconds) + 1);
      case "sliding-log" -> RATE * (long) Math.ceil(seconds);
      default -> BURST + (long) Math.ceil(RATE * seconds);
    };
  }

  /**
   * Returns the most that is promised in this time: what is allowed, a lease for each gateway, and
   * one full burst more for each time that the count is lost.
   *
   * @param seconds above 0
   * @param gateways at least 1
   * @param losses of the count: 1 when each gateway begins with its full share, 2 when Redis then
   *     begins anew, too
   */
  long bound(double seconds, int gateways, int losses) {
    long leases = lease == 1 ? 0 : (long) gateways * lease;
    return allowed(seconds) + leases + (long) losses * fullBurst();
  }

  private int fullBurst() {
    return isWindowed() ? RATE : BURST;
  }

  String policy() {
    return String.format(
        Locale.ROOT,
        "  %s: {by: address, rate: %d/s, %salgorithm: %s, lease: %d, mode: enforce}%n",
        name(),
        RATE,
        isWindowed() ? "" : "burst: " + BURST + ", ",
        algorithm,
        lease);
  }

  String route() {
    return """
      - name: %1$s
        paths: [%2$s]
        methods: [GET]
        service: order-service
        access: unchecked
        limits: [%1$s]
        time-limit: 3s
        idempotency-key: absent
        retry: never
    """
        .formatted(name(), path());
  }
}

package dev.coalmine.gateway.limit;

import java.util.Locale;

/**
 * What a limit says of one request.
 *
 * @param rule the limit
 * @param outcome what follows
 * @param source what it was decided by
 * @param remaining permits that are left, as far as is known here
 * @param retryAfter microseconds until a permit is there again; of a refusal at least 1
 * @param reset microseconds until all permits are there again
 */
public record Decision(
    LimitRule rule, Outcome outcome, Source source, long remaining, long retryAfter, long reset) {

  /** What follows for the request. */
  public enum Outcome {
    ADMITTED,
    REFUSED,
    /** The limit is exceeded and only counts: the request goes on. */
    COUNTED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As metrics and logs have it. */
    public String word() {
      return word;
    }
  }

  /** What a decision was made by. */
  public enum Source {
    /** Redis was asked for this request. */
    REDIS,
    /** An earlier answer of Redis: permits of a lease, or a refusal until a time. */
    LEASE,
    /** The fair share of this gateway, because Redis does not answer. */
    LOCAL
  }

  public boolean refused() {
    return outcome == Outcome.REFUSED;
  }
}

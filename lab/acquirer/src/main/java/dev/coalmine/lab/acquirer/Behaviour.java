package dev.coalmine.lab.acquirer;

import java.util.Set;
import java.util.TreeSet;

/**
 * A way to misbehave, for a time.
 *
 * @param kind what goes wrong
 * @param rate of the operations, above 0 to 1
 * @param delayMillis 1 to 60,000 with {@link Kind#SLOW} (whose delay varies by a fifth) and {@link
 *     Kind#WEBHOOK_LATE}; 0 with all others
 * @param ttlSeconds after which it stops by itself, 1 to 86,400
 * @param operations some of what the kind touches; empty for all. What the acquirer does unasked (a
 *     hold ends, a pending refund settles) is touched only by what touches all
 */
public record Behaviour(
    Kind kind, double rate, long delayMillis, long ttlSeconds, Set<String> operations) {

  private static final long LONGEST_DELAY = 60_000;

  private static final Set<String> CHANGES =
      Set.of("create", "confirm", "capture", "cancel", "refund");
  private static final Set<String> ALL =
      Set.of("create", "confirm", "capture", "cancel", "refund", "retrieve");
  private static final Set<String> CONFIRM = Set.of("confirm");
  private static final Set<String> REFUND = Set.of("refund");

  /** What can go wrong. */
  public enum Kind {
    /** Confirmations are declined. */
    DECLINE(CONFIRM),
    /** Answers come late; while one is awaited, its idempotency key is in use. */
    SLOW(ALL),
    /** It is done, and nobody is told: the connection ends without an answer. */
    LOSE_REPLY(ALL),
    /** Nothing is done, and the answer is a 500, also to who asks again under the same key. */
    FAIL_BEFORE(ALL),
    /** It is done, and the answer is a 500, also to who asks again under the same key. */
    FAIL_AFTER(CHANGES),
    /** Nothing is done, and the answer is a 409: as if the request's key were in use. */
    CONFLICT(CHANGES),
    /** Refunds are accepted and stay pending until this ends. */
    PENDING_REFUNDS(REFUND),
    /** Refunds fail at once: the money never leaves. */
    FAIL_REFUNDS(REFUND),
    /** Pending refunds that come to their end fail: the money comes back. */
    FAIL_PENDING_REFUNDS(REFUND),
    /** Holds end at once, before they can be captured. */
    EXPIRE_AUTHORIZATIONS(CONFIRM),
    /** Webhooks come late. */
    WEBHOOK_LATE(CHANGES),
    /** Each webhook comes twice. */
    WEBHOOK_TWICE(CHANGES),
    /** A webhook comes after the next one of its payment, or 2 s late when there is none. */
    WEBHOOK_OUT_OF_ORDER(CHANGES),
    /** Webhooks do not come. */
    WEBHOOK_NEVER(CHANGES),
    /** Webhooks are signed with a secret that the merchant does not know. */
    WEBHOOK_WRONG_SIGNATURE(CHANGES);

    private final Set<String> operations;

    Kind(Set<String> operations) {
      this.operations = operations;
    }

    private boolean delays() {
      return this == SLOW || this == WEBHOOK_LATE;
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence for a person
   */
  public Behaviour {
    check(kind != null, "kind is missing");
    check(rate > 0 && rate <= 1, "rate must be above 0 and at most 1");
    check(delayMillis >= 0 && delayMillis <= LONGEST_DELAY, "the delay must be at most 60 s");
    check(!kind.delays() || delayMillis > 0, kind + " needs a delay");
    check(kind.delays() || delayMillis == 0, kind + " has no delay");
    check(ttlSeconds >= 1 && ttlSeconds <= 86_400, "the time to live must be 1 s to 24 h");
    operations = operations == null ? Set.of() : Set.copyOf(operations);
    check(
        kind.operations.containsAll(operations),
        "%s touches %s".formatted(kind, String.join(", ", new TreeSet<>(kind.operations))));
  }

  /** Each time. */
  public static Behaviour always(Kind kind, long ttlSeconds, String... operations) {
    return new Behaviour(kind, 1, 0, ttlSeconds, Set.of(operations));
  }

  /** Each time, so much too late. */
  public static Behaviour late(Kind kind, long delayMillis, long ttlSeconds, String... operations) {
    return new Behaviour(kind, 1, delayMillis, ttlSeconds, Set.of(operations));
  }

  boolean touches(String operation) {
    return operations.isEmpty() || operations.contains(operation);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

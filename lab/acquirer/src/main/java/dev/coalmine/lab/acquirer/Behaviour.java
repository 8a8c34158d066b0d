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
    DECLINE(CONFIRM, "confirmations are declined"),
    SLOW(ALL, "answers come late; while one is awaited, its idempotency key is in use"),
    LOSE_REPLY(ALL, "it is done, and the connection ends without an answer"),
    FAIL_BEFORE(ALL, "nothing is done, and the answer is a 500, again and again under its key"),
    FAIL_AFTER(CHANGES, "it is done, and the answer is a 500, again and again under its key"),
    CONFLICT(CHANGES, "nothing is done, and the answer is a 409, as if the key were in use"),
    PENDING_REFUNDS(REFUND, "refunds are accepted and stay pending until this ends"),
    FAIL_REFUNDS(REFUND, "refunds fail at once: the money never leaves"),
    FAIL_PENDING_REFUNDS(REFUND, "pending refunds fail when they end: the money comes back"),
    EXPIRE_AUTHORIZATIONS(CONFIRM, "holds end at once, before they can be captured"),
    WEBHOOK_LATE(CHANGES, "webhooks come late"),
    WEBHOOK_TWICE(CHANGES, "each webhook comes twice"),
    WEBHOOK_OUT_OF_ORDER(CHANGES, "a webhook comes after its payment's next one, or 2 s late"),
    WEBHOOK_NEVER(CHANGES, "webhooks do not come"),
    WEBHOOK_WRONG_SIGNATURE(CHANGES, "webhooks are signed with a wrong secret");

    private final Set<String> operations;
    private final String meaning;

    Kind(Set<String> operations, String meaning) {
      this.operations = operations;
      this.meaning = meaning;
    }

    /** For a person, on one line. */
    public String meaning() {
      return meaning;
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

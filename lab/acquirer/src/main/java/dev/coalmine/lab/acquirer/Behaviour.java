package dev.coalmine.lab.acquirer;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A way to misbehave, for a time.
 *
 * @param kind what goes wrong
 * @param rate of the operations, above 0 to 1
 * @param delayMillis with {@link Kind#SLOW}, up to 60,000; the actual delay varies by a fifth
 * @param ttlSeconds after which it stops by itself, 1 to 86,400
 * @param operations create, confirm, capture, cancel, refund, retrieve; empty for all
 */
public record Behaviour(
    Kind kind, double rate, long delayMillis, long ttlSeconds, Set<String> operations) {

  public enum Kind {
    /** Confirmations are declined. */
    DECLINE,
    /** Answers come late. */
    SLOW,
    /** It is done, and nobody is told: the connection ends without an answer. */
    LOSE_REPLY,
    /** Nothing is done, and the answer is a 500. */
    FAIL_BEFORE,
    /** Refunds are accepted and stay pending until this ends. */
    PENDING_REFUNDS
  }

  static final Set<String> OPERATIONS =
      Set.of("create", "confirm", "capture", "cancel", "refund", "retrieve");

  public Behaviour {
    if (kind == null) {
      var kinds = Arrays.stream(Kind.values()).map(Enum::name).collect(Collectors.joining(", "));
      throw new IllegalArgumentException("kind must be one of " + kinds);
    }
    check(rate > 0 && rate <= 1, "rate must be above 0 and at most 1");
    check(delayMillis >= 0 && delayMillis <= 60_000, "delayMillis must be 0 to 60000");
    check(kind != Kind.SLOW || delayMillis > 0, "SLOW needs delayMillis");
    check(ttlSeconds >= 1 && ttlSeconds <= 86_400, "ttlSeconds must be 1 to 86400");
    operations = operations == null ? Set.of() : Set.copyOf(operations);
    check(OPERATIONS.containsAll(operations), "operations are some of " + OPERATIONS);
  }

  public static Behaviour always(Kind kind, long ttlSeconds, String... operations) {
    return new Behaviour(kind, 1, 0, ttlSeconds, Set.of(operations));
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

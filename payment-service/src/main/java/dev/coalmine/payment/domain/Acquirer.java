package dev.coalmine.payment.domain;

import org.jspecify.annotations.Nullable;

/** The card acquirer. A failure of the acquirer is a returned value and never an exception. */
public interface Acquirer {

  /** Creates an unconfirmed intent, which holds no money. */
  Creation create(Payment payment);

  /** Asks for the hold. The payment's intent and attempt must be stored before. */
  AcquirerOutcome confirm(Payment payment);

  /** Returns the state of the payment's intent as an outcome. */
  AcquirerOutcome find(Payment payment);

  /** Takes the held money. */
  AcquirerOutcome capture(Payment payment);

  /** Gives up the hold. */
  AcquirerOutcome cancel(Payment payment);

  /** Refunds, or returns the outcome of an earlier attempt of the same refund. */
  RefundOutcome refund(Payment payment, Refund refund);

  sealed interface Creation {

    record Created(String intent) implements Creation {}

    /** The acquirer rejects the payment. */
    record NotCreated(String reason) implements Creation {}

    record NoAnswer(String why) implements Creation {}
  }

  sealed interface RefundOutcome {

    /**
     * @param refund the acquirer's id; null when no money had to be refunded
     */
    record Refunded(@Nullable String refund) implements RefundOutcome {}

    record Pending(String refund) implements RefundOutcome {}

    /**
     * @param refund the acquirer's id; null when the acquirer made no refund
     */
    record NotRefunded(@Nullable String refund, String reason) implements RefundOutcome {}

    /**
     * @param keyIsUsed whether the acquirer has stored a failure under the idempotency key and
     *     would repeat that failure
     */
    record NoAnswer(String why, boolean keyIsUsed) implements RefundOutcome {}
  }
}

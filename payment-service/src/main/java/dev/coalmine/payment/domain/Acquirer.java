package dev.coalmine.payment.domain;

/** The card acquirer, as we use it. No method throws because of the acquirer. */
public interface Acquirer {

  /** Creates an intent that nobody has confirmed: it holds nothing. */
  Creation create(Payment payment);

  /** Asks for the hold. The payment's intent and attempt are stored before. */
  AcquirerOutcome confirm(Payment payment);

  /** What became of the payment's intent. */
  AcquirerOutcome find(Payment payment);

  AcquirerOutcome capture(Payment payment);

  /** Lets go of the hold. */
  AcquirerOutcome cancel(Payment payment);

  /** Gives back, or finds what became of an attempt to. */
  RefundOutcome refund(Payment payment, Refund refund);

  sealed interface Creation {

    record Created(String intent) implements Creation {}

    /** The acquirer will not have such a payment. */
    record NotCreated(String reason) implements Creation {}

    record NoAnswer(String why) implements Creation {}
  }

  sealed interface RefundOutcome {

    /**
     * @param refund the acquirer's id; null when there was nothing to give back
     */
    record Refunded(String refund) implements RefundOutcome {}

    record Pending(String refund) implements RefundOutcome {}

    /**
     * @param refund null when none was made
     */
    record NotRefunded(String refund, String reason) implements RefundOutcome {}

    /**
     * @param keyIsUsed the acquirer has stored a failure under the idempotency key, and will only
     *     repeat it
     */
    record NoAnswer(String why, boolean keyIsUsed) implements RefundOutcome {}
  }
}

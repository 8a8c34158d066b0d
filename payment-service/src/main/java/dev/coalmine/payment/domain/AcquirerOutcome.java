package dev.coalmine.payment.domain;

import java.util.Objects;

/** The outcome of a payment's intent at the acquirer, as far as it is known. */
public sealed interface AcquirerOutcome {

  /** The money is held. */
  record Authorized() implements AcquirerOutcome {}

  /** No money is held, and the intent cannot hold any later. */
  record Declined(String reason) implements AcquirerOutcome {

    public Declined {
      Objects.requireNonNull(reason, "the order's events need a reason");
    }
  }

  /**
   * The money has moved.
   *
   * @param transaction the acquirer's balance transaction
   * @param fee kept by the acquirer, in minor units
   */
  record Captured(String transaction, long fee) implements AcquirerOutcome {}

  /** The hold has ended: no money is held or captured. */
  record Voided(String reason) implements AcquirerOutcome {}

  /** The intent exists and is not confirmed. */
  record Unconfirmed() implements AcquirerOutcome {}

  /** The acquirer did not answer, or its answer decides nothing: it must be asked again. */
  record Unclear(String why) implements AcquirerOutcome {}
}

package dev.coalmine.payment.domain;

import java.util.Objects;

/** What the acquirer has done, as far as we know. */
public sealed interface AcquirerOutcome {

  /** The money is held. */
  record Authorized() implements AcquirerOutcome {}

  /** Nothing is held, and nothing will be. */
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

  /** No money is held or taken any more. */
  record Voided(String reason) implements AcquirerOutcome {}

  /** The intent is there, and nobody has confirmed it. */
  record Unconfirmed() implements AcquirerOutcome {}

  /** No answer, or one that says nothing: to be asked again. */
  record Unclear(String why) implements AcquirerOutcome {}
}

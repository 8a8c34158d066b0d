package dev.coalmine.payment.domain;

import java.util.Objects;

/** What the acquirer has done, as far as we know. */
public sealed interface Outcome {

  /** The money is held. */
  record Held() implements Outcome {}

  /** Nothing is held, and nothing will be. */
  record Refused(String reason) implements Outcome {

    public Refused {
      Objects.requireNonNull(reason, "the order's events need a reason");
    }
  }

  /**
   * The money has moved.
   *
   * @param transaction the acquirer's balance transaction
   * @param fee kept by the acquirer, in minor units
   */
  record Taken(String transaction, long fee) implements Outcome {}

  /** No money is held or taken any more. */
  record Released(String reason) implements Outcome {}

  /** The intent is there, and nobody has confirmed it. */
  record Unconfirmed() implements Outcome {}

  /** No answer, or one that says nothing: to be asked again. */
  record Unclear(String why) implements Outcome {}
}

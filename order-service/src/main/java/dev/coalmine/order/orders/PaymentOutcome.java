package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;

/** What happened to an order's payment, as the reply to a call or an event reports it. */
public sealed interface PaymentOutcome {

  /** The amount is held. */
  record Authorized(Money amount) implements PaymentOutcome {}

  record Declined(String reason) implements PaymentOutcome {}

  record Captured() implements PaymentOutcome {}

  record CaptureFailed(String reason) implements PaymentOutcome {}

  /** The acquirer holds nothing. */
  record Voided() implements PaymentOutcome {}

  /** The acquirer has refunded all that was not refunded before. */
  record Refunded() implements PaymentOutcome {}
}

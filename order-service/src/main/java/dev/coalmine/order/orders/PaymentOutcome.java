package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;

/** What has become of an order's payment, as the call's reply or the event says. */
public sealed interface PaymentOutcome {

  /** This much is held. */
  record Authorized(Money amount) implements PaymentOutcome {}

  record Declined(String reason) implements PaymentOutcome {}

  record Captured() implements PaymentOutcome {}

  record CaptureFailed(String reason) implements PaymentOutcome {}

  /** The acquirer holds nothing. */
  record Voided() implements PaymentOutcome {}

  /** The acquirer has given everything back that was not given back before. */
  record Refunded() implements PaymentOutcome {}
}

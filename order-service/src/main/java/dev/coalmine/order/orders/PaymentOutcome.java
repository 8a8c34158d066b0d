package dev.coalmine.order.orders;

/** What has become of an order's payment, whoever told us first: the call's reply or the event. */
public sealed interface PaymentOutcome {

  record Authorized() implements PaymentOutcome {}

  record Declined(String reason) implements PaymentOutcome {}

  record Captured() implements PaymentOutcome {}

  record CaptureFailed(String reason) implements PaymentOutcome {}

  /** The acquirer holds nothing. */
  record Voided() implements PaymentOutcome {}

  /** The acquirer has given everything back that was not given back before. */
  record Refunded() implements PaymentOutcome {}

  record RefundFailed() implements PaymentOutcome {}
}

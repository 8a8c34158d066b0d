package dev.coalmine.payment.domain;

/** What others are told of a payment. */
public sealed interface PaymentEvent {

  record PaymentAuthorized(Money amount) implements PaymentEvent {}

  record PaymentDeclined(String reason) implements PaymentEvent {}

  /**
   * @param fee kept by the acquirer
   */
  record PaymentCaptured(Money amount, Money fee) implements PaymentEvent {}

  record PaymentCaptureFailed(String reason) implements PaymentEvent {}

  record PaymentVoided() implements PaymentEvent {}

  /**
   * @param returnId null when a cancellation gave back all that was left
   */
  record PaymentRefunded(Money amount, String returnId) implements PaymentEvent {}

  /** Only of a return: what a cancellation leaves is asked for until it is given back. */
  record RefundFailed(String returnId, String reason) implements PaymentEvent {}
}

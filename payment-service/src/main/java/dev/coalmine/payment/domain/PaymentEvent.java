package dev.coalmine.payment.domain;

/** What others are told of a payment. */
public sealed interface PaymentEvent {

  record PaymentAuthorized() implements PaymentEvent {}

  record PaymentDeclined(String reason) implements PaymentEvent {}

  /**
   * @param fee the acquirer's, in minor units
   */
  record PaymentCaptured(long fee) implements PaymentEvent {}

  record PaymentCaptureFailed(String reason) implements PaymentEvent {}

  record PaymentVoided() implements PaymentEvent {}

  /**
   * @param returnId null when a cancellation gave back all that was left
   */
  record PaymentRefunded(long amount, String returnId) implements PaymentEvent {}

  /** Only of a return: what a cancellation leaves is asked for until it is given back. */
  record RefundFailed(String returnId, String reason) implements PaymentEvent {}
}

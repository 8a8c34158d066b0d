package dev.coalmine.payment.domain;

import org.jspecify.annotations.Nullable;

/** A fact about a payment that other services are told. */
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
   * @param returnId null when a cancellation refunded all that was left
   */
  record PaymentRefunded(Money amount, @Nullable String returnId) implements PaymentEvent {}

  /** A return cannot be refunded. The rest after a cancellation is retried until it is refunded. */
  record RefundFailed(String returnId, String reason) implements PaymentEvent {}
}

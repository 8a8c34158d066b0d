package dev.coalmine.lab.acquirer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Map;

/**
 * A PaymentIntent, as the books keep it.
 *
 * @param amount minor units
 * @param created epoch seconds
 * @param paymentMethod null until one is attached, and after a decline
 * @param declineCode why the last confirmation failed; null when it did not
 * @param cancellationReason null unless canceled
 * @param charge what the confirmation made; null before
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Intent(
    String id,
    long amount,
    String currency,
    String captureMethod,
    long created,
    Map<String, String> metadata,
    Status status,
    String paymentMethod,
    String declineCode,
    String cancellationReason,
    Charge charge) {

  enum Status {
    REQUIRES_PAYMENT_METHOD,
    REQUIRES_CONFIRMATION,
    REQUIRES_ACTION,
    REQUIRES_CAPTURE,
    SUCCEEDED,
    CANCELED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Intent {
    metadata = metadata == null ? Map.of() : metadata;
  }

  /** The state in which the customer would have to act; in the lab no customer does. */
  Intent awaitingAction() {
    return with(Status.REQUIRES_ACTION, paymentMethod, declineCode, null, charge);
  }

  Intent declined(String code) {
    return with(Status.REQUIRES_PAYMENT_METHOD, null, code, null, charge);
  }

  Intent held(String method, Charge hold) {
    return with(Status.REQUIRES_CAPTURE, method, null, null, hold);
  }

  Intent captured(String balanceTransaction) {
    return with(
        Status.SUCCEEDED, paymentMethod, null, null, charge.captured(amount, balanceTransaction));
  }

  Intent canceled(String reason) {
    return with(Status.CANCELED, paymentMethod, declineCode, reason, charge);
  }

  /**
   * @param value see {@link Charge#refunded}
   */
  Intent refunded(String refund, long value) {
    return with(status, paymentMethod, null, null, charge.refunded(refund, value));
  }

  private Intent with(
      Status newStatus, String method, String decline, String cancellation, Charge newCharge) {
    return new Intent(
        id,
        amount,
        currency,
        captureMethod,
        created,
        metadata,
        newStatus,
        method,
        decline,
        cancellation,
        newCharge);
  }

  @JsonIgnore
  boolean isHeld() {
    return status == Status.REQUIRES_CAPTURE;
  }
}

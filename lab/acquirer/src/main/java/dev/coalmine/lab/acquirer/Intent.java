package dev.coalmine.lab.acquirer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;

/**
 * A PaymentIntent, as the books keep it.
 *
 * @param created epoch seconds
 * @param authorized epoch seconds of the hold; 0 when there is none
 * @param charge the charge that confirmation made; null before
 * @param declineCode why the last confirmation failed; null when it did not
 */
record Intent(
    String id,
    long amount,
    String currency,
    String captureMethod,
    Status status,
    long created,
    long authorized,
    String charge,
    long captured,
    long refunded,
    String declineCode,
    String cancellationReason,
    Map<String, String> metadata) {

  enum Status {
    REQUIRES_PAYMENT_METHOD("requires_payment_method"),
    REQUIRES_CONFIRMATION("requires_confirmation"),
    REQUIRES_ACTION("requires_action"),
    REQUIRES_CAPTURE("requires_capture"),
    SUCCEEDED("succeeded"),
    CANCELED("canceled");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  Intent with(Status status) {
    return new Intent(
        id,
        amount,
        currency,
        captureMethod,
        status,
        created,
        authorized,
        charge,
        captured,
        refunded,
        declineCode,
        cancellationReason,
        metadata);
  }

  Intent declined(String code) {
    return new Intent(
        id,
        amount,
        currency,
        captureMethod,
        Status.REQUIRES_PAYMENT_METHOD,
        created,
        0,
        charge,
        0,
        0,
        code,
        null,
        metadata);
  }

  Intent held(String charge, long now) {
    return new Intent(
        id,
        amount,
        currency,
        captureMethod,
        Status.REQUIRES_CAPTURE,
        created,
        now,
        charge,
        0,
        0,
        null,
        null,
        metadata);
  }

  Intent capturedInFull() {
    return new Intent(
        id,
        amount,
        currency,
        captureMethod,
        Status.SUCCEEDED,
        created,
        authorized,
        charge,
        amount,
        refunded,
        null,
        null,
        metadata);
  }

  Intent canceled(String reason) {
    return new Intent(
        id,
        amount,
        currency,
        captureMethod,
        Status.CANCELED,
        created,
        authorized,
        charge,
        captured,
        refunded,
        declineCode,
        reason,
        metadata);
  }

  Intent refundedBy(long more) {
    return new Intent(
        id,
        amount,
        currency,
        captureMethod,
        status,
        created,
        authorized,
        charge,
        captured,
        refunded + more,
        declineCode,
        cancellationReason,
        metadata);
  }

  @JsonIgnore
  long refundable() {
    return captured - refunded;
  }
}

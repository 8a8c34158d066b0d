package dev.coalmine.lab.acquirer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Map;

/**
 * Money on its way back to the card.
 *
 * @param amount minor units, above 0
 * @param created epoch seconds
 * @param transaction the balance transaction that took it from the balance; null when none did
 * @param failureReason Stripe's word; null unless failed
 * @param failureTransaction the balance transaction that brought it back; null unless one did
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Refund(
    String id,
    String intent,
    String charge,
    long amount,
    String currency,
    long created,
    Map<String, String> metadata,
    Status status,
    String transaction,
    String failureReason,
    String failureTransaction) {

  enum Status {
    PENDING,
    SUCCEEDED,
    FAILED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Refund {
    metadata = metadata == null ? Map.of() : metadata;
  }

  Refund pending(String taken) {
    return with(Status.PENDING, taken, null, null);
  }

  Refund succeeded(String taken) {
    return with(Status.SUCCEEDED, taken, null, null);
  }

  /**
   * @param broughtBack null when the money never left
   */
  Refund failed(String reason, String broughtBack) {
    return with(Status.FAILED, transaction, reason, broughtBack);
  }

  private Refund with(Status newStatus, String taken, String reason, String broughtBack) {
    return new Refund(
        id,
        intent,
        charge,
        amount,
        currency,
        created,
        metadata,
        newStatus,
        taken,
        reason,
        broughtBack);
  }

  @JsonIgnore
  boolean isPending() {
    return status == Status.PENDING;
  }
}

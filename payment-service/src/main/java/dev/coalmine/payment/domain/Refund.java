package dev.coalmine.payment.domain;

import org.jspecify.annotations.Nullable;

/**
 * A refund of a part of a payment.
 *
 * @param returnId null for the rest, which a cancellation refunds
 * @param amount in minor units
 * @param acquirerRefund the acquirer's id; null before the id is known
 * @param attempt how often the acquirer was asked for the refund
 * @param failures how often the acquirer answered with a failure
 */
public record Refund(
    long id,
    long paymentId,
    @Nullable String returnId,
    long amount,
    Status status,
    @Nullable String acquirerRefund,
    int attempt,
    int failures) {

  /** Returns whether this refund is all that no return has refunded, after a cancellation. */
  public boolean isRest() {
    return returnId == null;
  }

  public enum Status {
    REQUESTED("Requested"),
    PENDING("Pending"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    public boolean isOpen() {
      return this == REQUESTED || this == PENDING;
    }
  }
}

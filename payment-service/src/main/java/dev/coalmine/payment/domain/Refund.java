package dev.coalmine.payment.domain;

/**
 * @param returnId null when it is the rest, because of a cancellation
 * @param amount in minor units
 * @param acquirerRefund the acquirer's id; null before it is known
 * @param attempt how often the acquirer was asked for it
 * @param failures how often it answered with a failure
 */
public record Refund(
    long id,
    long paymentId,
    String returnId,
    long amount,
    Status status,
    String acquirerRefund,
    int attempt,
    int failures) {

  /** All that no return has given back, because the order is cancelled. */
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

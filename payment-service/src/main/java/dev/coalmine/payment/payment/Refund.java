package dev.coalmine.payment.payment;

/**
 * @param returnId null when it is the rest, because of a cancellation
 * @param amount in minor units
 * @param acquirerRefund the acquirer's id; null before it is known
 */
public record Refund(
    long id,
    long paymentId,
    String returnId,
    long amount,
    Status status,
    String acquirerRefund,
    int attempt) {

  public enum Status {
    REQUESTED("Requested"),
    PENDING("Pending"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    public boolean isOpen() {
      return this == REQUESTED || this == PENDING;
    }
  }
}

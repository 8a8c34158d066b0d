package dev.coalmine.payment.domain;

/**
 * Double-entry books of the money that has moved; a hold has not moved any yet. An acquirer's
 * object is booked once, however often it is found.
 */
public interface Ledger {

  /**
   * Books a capture.
   *
   * @param transaction the acquirer's balance transaction
   * @param fee in minor units
   */
  void captured(long paymentId, String transaction, Money gross, long fee);

  /**
   * Books a refund.
   *
   * @param refund the acquirer's id of the refund
   */
  void refunded(long paymentId, String refund, Money amount);

  /** Books that a pending refund failed, and its money came back to the balance. */
  void refundFailed(long paymentId, String refund, Money amount);
}

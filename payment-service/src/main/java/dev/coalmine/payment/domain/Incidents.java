package dev.coalmine.payment.domain;

/** What operators are told of payments, because people may have to act. */
public interface Incidents {

  /** The call and the order's event differ in customer or price; the payment is cancelled. */
  void callConflicted(String orderId);

  /** The acquirer refused a refund. */
  void refundRefused(String orderId, String reason);
}

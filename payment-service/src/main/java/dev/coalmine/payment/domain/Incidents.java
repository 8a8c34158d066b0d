package dev.coalmine.payment.domain;

/** What operators are told of payments, because people may have to act. */
public interface Incidents {

  /** A call asked for another customer or price than the order's; the payment was undone. */
  void callConflicted(String orderId);

  /** The acquirer refused a refund. */
  void refundRefused(String orderId, String reason);
}

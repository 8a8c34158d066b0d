package dev.coalmine.payment.domain;

/**
 * Takes the place of the payment of an order whose cancellation came first. When the order comes
 * later, it finds the tombstone and is not paid.
 */
public record Tombstone(long id, String orderId) implements OrderPayment {

  /** It has one event, which says that the payment is voided. */
  public static final long SEQUENCE = 1;
}

package dev.coalmine.order.orders;

/** The state of an order. */
public sealed interface State {

  /** Placed, its goods reserved, the outcome of its payment unknown. */
  record Pending() implements State {}

  /**
   * Paid for, its goods sold.
   *
   * @param captured whether the hold has been captured
   */
  record Confirmed(boolean captured) implements State {}

  /** The payment was declined, for this reason; final. */
  record Rejected(String reason) implements State {}

  /** Waits until the acquirer has acknowledged that it holds nothing. */
  record Cancelling(CancellationReason reason, Goods goods) implements State {}

  /** Final. */
  record Cancelled(CancellationReason reason) implements State {}

  /** From where the goods go back when the order is cancelled. */
  enum Goods {
    RESERVED,
    SOLD
  }
}

package dev.coalmine.order.orders;

/** Where an order stands. */
public sealed interface State {

  /** Placed, its goods reserved, its payment not known yet. */
  record Pending() implements State {}

  /**
   * Paid for, its goods sold.
   *
   * @param captured whether the money has been taken as well as held
   */
  record Confirmed(boolean captured) implements State {}

  /** Not paid for, for that reason; an end. */
  record Rejected(String reason) implements State {}

  /** On its way to an end, until the acquirer has acknowledged that it holds nothing. */
  record Cancelling(Cause cause, Goods goods) implements State {}

  /** An end. */
  record Cancelled(Cause cause) implements State {}

  /** What has to be put back when it is cancelled. */
  enum Goods {
    RESERVED,
    SOLD
  }
}

package dev.coalmine.order.orders;

import dev.coalmine.platform.transaction.Transactions;

/** Notes whether the money of a return was refunded. A report that comes again changes nothing. */
public class SettleReturn {

  private final Transactions transactions;
  private final Orders orders;

  public SettleReturn(Transactions transactions, Orders orders) {
    this.transactions = transactions;
    this.orders = orders;
  }

  /**
   * Settles a return that waits for its refund.
   *
   * @return false when the order has no such return
   */
  public boolean settle(long order, long returned, Return.Status status) {
    return transactions.run(
        _ -> orders.lock(order).isPresent() && orders.settle(order, returned, status));
  }
}

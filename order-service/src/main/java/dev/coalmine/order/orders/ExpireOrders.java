package dev.coalmine.order.orders;

import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;

/**
 * Cancels orders whose payment had no outcome in time. Every replica may run it: it takes only
 * orders that no other transaction holds, and never waits for one.
 */
public class ExpireOrders {

  private static final int BATCH = 100;

  private final Transactions transactions;
  private final Orders orders;
  private final OrderEvents events;
  private final Clock clock;
  private final Duration limit;

  /**
   * @param limit how long an order may be pending
   */
  public ExpireOrders(
      Transactions transactions, Orders orders, OrderEvents events, Clock clock, Duration limit) {
    this.transactions = transactions;
    this.orders = orders;
    this.events = events;
    this.clock = clock;
    this.limit = limit;
  }

  /**
   * Requests the cancellation of all late orders, in transactions of at most {@value #BATCH}.
   *
   * @return how many there were
   */
  public int expire() {
    int all = 0;
    for (int batch; (batch = expireBatch()) > 0; ) {
      all += batch;
    }
    return all;
  }

  private int expireBatch() {
    var now = clock.instant();
    return transactions.run(
        _ -> {
          var late = orders.lockPendingSince(now.minus(limit), BATCH);
          for (var order : late) {
            OrderLifecycle.cancel(order, CancellationReason.EXPIRED)
                .ifPresent(
                    change -> {
                      orders.save(change, now);
                      events.append(change);
                    });
          }
          return late.size();
        });
  }
}

package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Stock;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.util.Optional;

/**
 * Applies an outcome that payment reports, by event or by the reply to a call. The second report
 * finds the change made and changes nothing. Locks the order first, then stock.
 */
public class ApplyPayment {

  private final Transactions transactions;
  private final Orders orders;
  private final OrderEvents events;
  private final Stock stock;
  private final Clock clock;

  public ApplyPayment(
      Transactions transactions, Orders orders, OrderEvents events, Stock stock, Clock clock) {
    this.transactions = transactions;
    this.orders = orders;
    this.events = events;
    this.stock = stock;
    this.clock = clock;
  }

  /**
   * Applies the outcome if the order's state allows it.
   *
   * @return the order as it is then, or empty when there is no such order
   */
  public Optional<Order> apply(long id, PaymentOutcome outcome) {
    return transactions.run(_ -> orders.lock(id).map(order -> apply(order, outcome)));
  }

  private Order apply(Order order, PaymentOutcome outcome) {
    var now = clock.instant();
    var change = OrderLifecycle.on(order, outcome, now);
    change.ifPresent(
        decided -> {
          orders.save(decided, now);
          events.append(decided);
          decided.move().ifPresent(move -> stock.move(order.id(), move));
        });
    return change.map(Change::after).orElse(order);
  }
}

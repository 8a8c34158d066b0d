package dev.coalmine.order.orders;

import dev.coalmine.order.idempotency.Claim;
import dev.coalmine.order.idempotency.Fingerprint;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.platform.transaction.Transactions;
import dev.coalmine.platform.transaction.Transactions.Work;
import java.time.Clock;
import java.util.List;

/**
 * Requests the cancellation of an order. It becomes Cancelled when the acquirer has voided or
 * refunded its payment.
 */
public class CancelOrder {

  private final Transactions transactions;
  private final Keys keys;
  private final Orders orders;
  private final OrderEvents events;
  private final Clock clock;

  public CancelOrder(
      Transactions transactions, Keys keys, Orders orders, OrderEvents events, Clock clock) {
    this.transactions = transactions;
    this.keys = keys;
    this.orders = orders;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Requests the cancellation. A refusal leaves nothing, so its key can be used again.
   *
   * @param key the customer's idempotency key
   */
  public Outcome cancel(Customer customer, String key, long id) {
    var claimed = new Key(customer.id(), "cancellation", key);
    var asked = Fingerprint.of(List.of(id));
    return transactions.run(
        work ->
            switch (keys.claim(claimed, asked, id)) {
              case Claim.Fresh _ -> cancel(work, customer, id);
              case Claim.Repeated _ -> new Cancelled(id, 1, true);
              case Claim.Reused _ -> work.rollback(new KeyReused());
              case Claim.Busy _ -> work.rollback(new KeyInUse());
            });
  }

  private Outcome cancel(Work work, Customer customer, long id) {
    var found = orders.lock(id).filter(order -> order.customer().equals(customer.id()));
    if (found.isEmpty()) {
      return work.rollback(new Unknown());
    }
    var order = found.get();
    if (order.state() instanceof State.Rejected) {
      return work.rollback(new Refused());
    }
    var change = OrderLifecycle.cancel(order, CancellationReason.CUSTOMER);
    change.ifPresent(
        decided -> {
          orders.save(decided, clock.instant());
          events.append(decided);
        });
    return new Cancelled(id, change.map(Change::after).orElse(order).sequence(), false);
  }

  public sealed interface Outcome {}

  /**
   * The order is being cancelled, or is cancelled already.
   *
   * @param sequence of the order, or an older one of it
   * @param repeated whether an earlier request with the same key asked for it
   */
  public record Cancelled(long order, long sequence, boolean repeated) implements Outcome {}

  /** There is no such order of this customer. */
  public record Unknown() implements Outcome {}

  /** A rejected order has nothing to cancel. */
  public record Refused() implements Outcome {}

  public record KeyReused() implements Outcome {}

  public record KeyInUse() implements Outcome {}
}

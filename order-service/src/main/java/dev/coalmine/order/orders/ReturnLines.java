package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.Stock;
import dev.coalmine.order.idempotency.Claim;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.platform.transaction.Transactions;
import dev.coalmine.platform.transaction.Transactions.Work;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongSupplier;

/** Takes goods back and asks for the money to be refunded. */
public class ReturnLines {

  private final Transactions transactions;
  private final Keys keys;
  private final Orders orders;
  private final OrderEvents events;
  private final Stock stock;
  private final Clock clock;
  private final LongSupplier ids;

  public ReturnLines(
      Transactions transactions,
      Keys keys,
      Orders orders,
      OrderEvents events,
      Stock stock,
      Clock clock,
      LongSupplier ids) {
    this.transactions = transactions;
    this.keys = keys;
    this.orders = orders;
    this.events = events;
    this.stock = stock;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Takes the basket back from an order. A refusal leaves nothing, so its key can be used again.
   *
   * @param key the customer's idempotency key
   */
  public Outcome giveBack(Customer customer, String key, long order, Basket basket) {
    var claimed = new Key(customer.id(), "returns", key);
    var asked = basket.fingerprint(order);
    var id = ids.getAsLong();
    return transactions.run(
        work ->
            switch (keys.claim(claimed, asked, id)) {
              case Claim.Fresh _ -> giveBack(work, id, customer, order, basket);
              case Claim.Repeated(var earlier) -> new Repeated(earlier);
              case Claim.Reused _ -> work.rollback(new KeyReused());
              case Claim.Busy _ -> work.rollback(new KeyInUse());
            });
  }

  private Outcome giveBack(Work work, long id, Customer customer, long orderId, Basket basket) {
    var found = orders.lock(orderId).filter(order -> order.customer().equals(customer.id()));
    if (found.isEmpty()) {
      return work.rollback(new Unknown());
    }
    var order = found.get();
    if (!(order.state() instanceof State.Confirmed(var captured) && captured)) {
      return work.rollback(new NotReturnable());
    }
    return switch (appraise(order, orders.lines(orderId), basket)) {
      case Worth(var amount) -> {
        var returned =
            new Return(
                id, orderId, amount, Return.Status.REQUESTED, basket.items(), clock.instant());
        var change = Change.to(order, order.state(), new OrderEvent.LinesReturned(returned));
        orders.add(returned);
        orders.save(change, clock.instant());
        events.append(change);
        stock.takeBack(orderId, basket.pieces());
        yield new Accepted(returned, change.after().sequence());
      }
      case Exceeds exceeds -> work.rollback(exceeds);
    };
  }

  /** What was paid for the returned pieces, or which of them are more than is left to return. */
  static Appraisal appraise(Order order, List<OrderLine> lines, Basket basket) {
    record Offer(String sku, String id) {}
    var bought = new HashMap<Offer, OrderLine>();
    lines.forEach(line -> bought.put(new Offer(line.sku(), line.offer()), line));
    var amount = new Money(0, order.total().currency());
    for (var item : basket.items()) {
      var line = bought.get(new Offer(item.sku(), item.offer()));
      var left = line == null ? 0 : line.quantity() - line.returned();
      if (item.quantity() > left) {
        return new Exceeds(item.sku(), item.offer(), left);
      }
      amount = amount.plus(line.unitPrice().times(item.quantity()));
    }
    return new Worth(amount);
  }

  sealed interface Appraisal {}

  record Worth(Money amount) implements Appraisal {}

  public sealed interface Outcome {}

  public record Accepted(Return returned, long sequence) implements Outcome {}

  public record Repeated(long returned) implements Outcome {}

  /** There is no such order of this customer. */
  public record Unknown() implements Outcome {}

  /** Only what has been paid for can be refunded. */
  public record NotReturnable() implements Outcome {}

  /**
   * @param left pieces that could be returned
   */
  public record Exceeds(String sku, String offer, long left) implements Outcome, Appraisal {}

  public record KeyReused() implements Outcome {}

  public record KeyInUse() implements Outcome {}
}

package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.Products;
import dev.coalmine.order.catalogue.Stock;
import dev.coalmine.order.idempotency.Claim;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.order.orders.PlacementRules.QuotedItem;
import dev.coalmine.platform.transaction.Transactions;
import dev.coalmine.platform.transaction.Transactions.Work;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Accepts an order in one transaction: key, prices, order with its event, and last of all the
 * stock. Many orders want the same rows of stock, so these are locked for the commit alone.
 */
public class PlaceOrder {

  private final Transactions transactions;
  private final Keys keys;
  private final Products products;
  private final Orders orders;
  private final OrderEvents events;
  private final Stock stock;
  private final Clock clock;
  private final LongSupplier ids;

  public PlaceOrder(
      Transactions transactions,
      Keys keys,
      Products products,
      Orders orders,
      OrderEvents events,
      Stock stock,
      Clock clock,
      LongSupplier ids) {
    this.transactions = transactions;
    this.keys = keys;
    this.products = products;
    this.orders = orders;
    this.events = events;
    this.stock = stock;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Places an order, or says why not. A refusal leaves nothing, so its key can be used again.
   *
   * @param key the customer's idempotency key
   */
  public Placement place(Customer customer, String key, Basket basket) {
    var claimed = new Key(customer.id(), "orders", key);
    var asked = basket.fingerprint();
    var id = ids.getAsLong();
    return transactions.run(
        work ->
            switch (keys.claim(claimed, asked, id)) {
              case Claim.Fresh _ -> place(work, id, customer, basket);
              case Claim.Repeated(var order) -> new Placement.Repeated(order);
              case Claim.Reused _ -> work.rollback(new Placement.KeyReused());
              case Claim.Busy _ -> work.rollback(new Placement.KeyInUse());
            });
  }

  private Placement place(Work work, long id, Customer customer, Basket basket) {
    var items = quoted(basket);
    var refusal = PlacementRules.refusal(items);
    if (refusal.isPresent()) {
      return work.rollback(refusal.get());
    }
    var lines = items.stream().map(PlaceOrder::line).toList();
    var order =
        new Order(
            id,
            customer.id(),
            customer.email(),
            total(lines),
            new State.Pending(),
            1,
            clock.instant());
    orders.add(order, lines);
    events.append(order, 1, new OrderEvent.Placed(lines));
    var shortOf = stock.reserve(id, basket.pieces());
    return shortOf.isEmpty()
        ? new Placement.Placed(order, lines)
        : work.rollback(new Placement.OutOfStock(shortOf));
  }

  private List<QuotedItem> quoted(Basket basket) {
    var quotes = products.quote(basket.skus(), basket.offers());
    return IntStream.range(0, quotes.size())
        .mapToObj(i -> new QuotedItem(basket.items().get(i), quotes.get(i)))
        .toList();
  }

  private static OrderLine line(QuotedItem quoted) {
    var item = quoted.item();
    return new OrderLine(item.sku(), item.offer(), item.quantity(), quoted.price(), 0);
  }

  private static Money total(List<OrderLine> lines) {
    return lines.stream()
        .map(line -> line.unitPrice().times(line.quantity()))
        .reduce(Money::plus)
        .orElseThrow();
  }
}

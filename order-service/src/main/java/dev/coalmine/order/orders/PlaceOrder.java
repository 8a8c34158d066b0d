package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.Products;
import dev.coalmine.order.catalogue.Quote;
import dev.coalmine.order.catalogue.Stock;
import dev.coalmine.order.idempotency.Claim;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.platform.transaction.Transactions;
import dev.coalmine.platform.transaction.Transactions.Work;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Accepts an order in one transaction: key, prices, order with its event, and last of all the
 * stock, whose rows everybody wants and which are so held for the commit alone.
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
    var quotes = products.quote(basket.skus(), basket.offers());
    var refusal = Refusals.of(basket, quotes);
    if (refusal.isPresent()) {
      return work.rollback(refusal.get());
    }
    var lines = lines(basket, quotes);
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

  private static List<OrderLine> lines(Basket basket, List<Quote> quotes) {
    var lines = new ArrayList<OrderLine>(quotes.size());
    for (int i = 0; i < quotes.size(); i++) {
      var item = basket.items().get(i);
      lines.add(new OrderLine(item.sku(), item.offer(), item.quantity(), quotes.get(i).price(), 0));
    }
    return lines;
  }

  private static Money total(List<OrderLine> lines) {
    return lines.stream()
        .map(line -> line.unitPrice().times(line.quantity()))
        .reduce(Money::plus)
        .orElseThrow();
  }

  /** Why a basket cannot become an order; each rule looks at all of it. */
  private static final class Refusals {

    private interface Rule {

      Placement refusal(Basket basket, List<Quote> quotes);
    }

    private static final List<Rule> RULES =
        List.of(
            Refusals::unknownProduct,
            Refusals::unknownOffer,
            Refusals::mixedCurrencies,
            Refusals::outOfStock);

    static java.util.Optional<Placement> of(Basket basket, List<Quote> quotes) {
      return RULES.stream()
          .map(rule -> rule.refusal(basket, quotes))
          .filter(java.util.Objects::nonNull)
          .findFirst();
    }

    private static Placement unknownProduct(Basket basket, List<Quote> quotes) {
      for (int i = 0; i < quotes.size(); i++) {
        if (!quotes.get(i).known()) {
          return new Placement.UnknownProduct(basket.items().get(i).sku());
        }
      }
      return null;
    }

    private static Placement unknownOffer(Basket basket, List<Quote> quotes) {
      for (int i = 0; i < quotes.size(); i++) {
        if (quotes.get(i).price() == null) {
          var item = basket.items().get(i);
          return new Placement.UnknownOffer(item.sku(), item.offer());
        }
      }
      return null;
    }

    private static Placement mixedCurrencies(Basket basket, List<Quote> quotes) {
      var currencies = new LinkedHashSet<String>();
      quotes.forEach(quote -> currencies.add(quote.price().currency()));
      return currencies.size() == 1 ? null : new Placement.MixedCurrencies(List.copyOf(currencies));
    }

    /** A first look without locks, so that a sold-out product costs no lock. */
    private static Placement outOfStock(Basket basket, List<Quote> quotes) {
      var pieces = basket.pieces();
      var shortOf = new LinkedHashSet<String>();
      for (int i = 0; i < quotes.size(); i++) {
        var sku = basket.items().get(i).sku();
        if (quotes.get(i).available() < pieces.get(sku)) {
          shortOf.add(sku);
        }
      }
      return shortOf.isEmpty() ? null : new Placement.OutOfStock(List.copyOf(shortOf));
    }
  }
}

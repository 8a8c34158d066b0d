package dev.coalmine.order.memory;

import dev.coalmine.order.catalogue.Listing;
import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.Offer;
import dev.coalmine.order.catalogue.PutProduct;
import dev.coalmine.order.orders.ApplyPayment;
import dev.coalmine.order.orders.Basket;
import dev.coalmine.order.orders.CancelOrder;
import dev.coalmine.order.orders.Customer;
import dev.coalmine.order.orders.ExpireOrders;
import dev.coalmine.order.orders.Item;
import dev.coalmine.order.orders.PlaceOrder;
import dev.coalmine.order.orders.Placement;
import dev.coalmine.order.orders.ReturnLines;
import dev.coalmine.order.orders.SettleReturn;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** All ports of the use cases in memory, and the use cases over them. */
public final class MemoryDatabase {

  public static final Customer ADA = new Customer("ada", "ada@example.com");
  public static final Customer BOB = new Customer("bob", null);
  public static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  public final MemoryTransactions transactions = new MemoryTransactions();
  public final MemoryKeys keys = new MemoryKeys(transactions);
  public final MemoryOrders orders = new MemoryOrders(transactions);
  public final MemoryEvents events = new MemoryEvents(transactions);
  public final MemoryStock stock = new MemoryStock(transactions, orders);
  public final MemoryProducts products = new MemoryProducts(transactions, stock);

  private Instant now = NOW;
  private long lastId;

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private long nextId() {
    return ++lastId;
  }

  public PutProduct putProduct() {
    return new PutProduct(transactions, products, stock, events);
  }

  public PlaceOrder placeOrder() {
    return new PlaceOrder(
        transactions, keys, products, orders, events, stock, clock(), this::nextId);
  }

  public CancelOrder cancelOrder() {
    return new CancelOrder(transactions, keys, orders, events, clock());
  }

  public ReturnLines returnLines() {
    return new ReturnLines(transactions, keys, orders, events, stock, clock(), this::nextId);
  }

  public ApplyPayment applyPayment() {
    return new ApplyPayment(transactions, orders, events, stock, clock());
  }

  public SettleReturn settleReturn() {
    return new SettleReturn(transactions, orders);
  }

  public ExpireOrders expireOrders(Duration limit) {
    return new ExpireOrders(transactions, orders, events, clock(), limit);
  }

  /** Lists a product with one offer, {@code each}, at a price in cents. */
  public void list(String sku, long price, long pieces) {
    list(sku, pieces, new Offer("each", euros(price)));
  }

  public void list(String sku, long pieces, Offer... offers) {
    putProduct().put(new Listing(sku, "Grain of " + sku, List.of(offers), pieces));
  }

  /** Places an order of Ada's that must be accepted, under a key of its own. */
  public long place(Item... items) {
    var placement = placeOrder().place(ADA, "place " + (lastId + 1), new Basket(List.of(items)));
    if (placement instanceof Placement.Placed placed) {
      return placed.order().id();
    }
    throw new AssertionError("not placed but " + placement);
  }

  public static Item each(String sku, long quantity) {
    return new Item(sku, "each", quantity);
  }

  public static Money euros(long cents) {
    return new Money(cents, "EUR");
  }
}

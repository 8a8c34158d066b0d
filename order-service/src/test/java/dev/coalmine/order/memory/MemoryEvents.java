package dev.coalmine.order.memory;

import dev.coalmine.order.catalogue.ProductEvents;
import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.OrderEvent;
import dev.coalmine.order.orders.OrderEvents;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.List;

/** An outbox in memory: events of a transaction that was rolled back are not in it. */
public final class MemoryEvents implements OrderEvents, ProductEvents {

  /** An event as it was appended. */
  public record OfOrder(long order, long sequence, OrderEvent event) {}

  /** That the product has changed. */
  public record OfProduct(String sku, long version) {}

  private final MemoryTransactions transactions;
  private final MemoryTransactions.Table<Integer, Record> appended;
  private int untilFailure = Integer.MAX_VALUE;

  MemoryEvents(MemoryTransactions transactions) {
    this.transactions = transactions;
    this.appended = transactions.new Table<>();
  }

  /** So many events can be appended, and the one after them cannot. */
  public void failAfter(int events) {
    untilFailure = events;
  }

  public List<Record> all() {
    return List.copyOf(appended.rows().values());
  }

  public List<OfOrder> of(long order) {
    return all().stream()
        .filter(OfOrder.class::isInstance)
        .map(OfOrder.class::cast)
        .filter(event -> event.order() == order)
        .toList();
  }

  @Override
  public void append(Order order, long sequence, OrderEvent event) {
    transactions.requireLock("order " + order.id());
    append(new OfOrder(order.id(), sequence, event));
  }

  @Override
  public void changed(String sku, long version) {
    transactions.requireLock("product " + sku);
    append(new OfProduct(sku, version));
  }

  private void append(Record event) {
    if (untilFailure-- == 0) {
      throw new OutboxFull();
    }
    appended.put(appended.rows().size(), event);
  }

  /** Why an event could not be appended. */
  public static final class OutboxFull extends RuntimeException {}
}

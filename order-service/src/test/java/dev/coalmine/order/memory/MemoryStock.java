package dev.coalmine.order.memory;

import dev.coalmine.order.catalogue.Stock;
import dev.coalmine.order.catalogue.StockMove;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class MemoryStock implements Stock {

  /** Pieces of a product; on hand, reserved and sold are together what was received. */
  public record Count(long onHand, long reserved, long sold, long received) {

    private static final Count NONE = new Count(0, 0, 0, 0);

    private Count after(StockMove move, long pieces) {
      return new Count(
          onHand + move.onHand() * pieces,
          reserved + move.reserved() * pieces,
          sold + move.sold() * pieces,
          received);
    }
  }

  private final MemoryTransactions transactions;
  private final MemoryOrders orders;
  private final MemoryTransactions.Table<String, Count> counts;

  MemoryStock(MemoryTransactions transactions, MemoryOrders orders) {
    this.transactions = transactions;
    this.orders = orders;
    this.counts = transactions.new Table<>();
  }

  public Count of(String sku) {
    return Optional.ofNullable(counts.get(sku)).orElse(Count.NONE);
  }

  @Override
  public List<String> reserve(long order, Map<String, Long> pieces) {
    var shortOf = new ArrayList<String>();
    new TreeMap<>(pieces)
        .forEach(
            (sku, quantity) -> {
              if (of(sku).onHand() < quantity) {
                shortOf.add(sku);
              } else {
                move(sku, StockMove.RESERVED, quantity);
              }
            });
    return shortOf;
  }

  @Override
  public void move(long order, StockMove move) {
    transactions.requireLock("order " + order);
    var held = new TreeMap<String, Long>();
    for (var line : orders.lines(order)) {
      held.merge(line.sku(), line.quantity() - line.returned(), Long::sum);
    }
    held.forEach((sku, quantity) -> move(sku, move, quantity));
  }

  @Override
  public void takeBack(long order, Map<String, Long> pieces) {
    transactions.requireLock("order " + order);
    new TreeMap<>(pieces).forEach((sku, quantity) -> move(sku, StockMove.RETURNED, quantity));
  }

  private void move(String sku, StockMove move, long pieces) {
    transactions.lock("stock " + sku);
    counts.put(sku, of(sku).after(move, pieces));
  }

  @Override
  public boolean receive(String sku, long pieces) {
    transactions.lock("stock " + sku);
    var before = of(sku);
    if (before.onHand() + pieces < 0) {
      return false;
    }
    counts.put(
        sku,
        new Count(
            before.onHand() + pieces,
            before.reserved(),
            before.sold(),
            before.received() + pieces));
    return true;
  }
}

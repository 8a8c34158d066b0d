package dev.coalmine.notification.memory;

import dev.coalmine.notification.domain.KnownOrder;
import dev.coalmine.notification.domain.KnownOrders;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

public final class MemoryKnownOrders implements KnownOrders {

  private final MemoryTransactions transactions;
  private final MemoryTransactions.Table<String, KnownOrder> rows;
  private final Set<String> locked = new HashSet<>();

  MemoryKnownOrders(MemoryTransactions transactions) {
    this.transactions = transactions;
    this.rows = transactions.new Table<>();
  }

  @Override
  public void lock(String id) {
    transactions.requireRunning();
    locked.add(id);
  }

  @Override
  public void add(KnownOrder order) {
    requireLock(order.id());
    if (rows.get(order.id()) == null) {
      rows.put(order.id(), order);
    }
  }

  @Override
  public Optional<KnownOrder> find(String id) {
    requireLock(id);
    return Optional.ofNullable(rows.get(id));
  }

  /** Which of two events comes first is only known under the lock. */
  private void requireLock(String id) {
    if (!locked.contains(id)) {
      throw new IllegalStateException("order " + id + " is not locked");
    }
  }
}

package dev.coalmine.notification.memory;

import dev.coalmine.platform.transaction.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** Transactions over tables in memory; a transaction inside another joins it. */
public final class MemoryTransactions implements Transactions {

  private final List<Table<?, ?>> tables = new ArrayList<>();
  private boolean running;
  private boolean rollbackOnly;

  /** The test stands for the one that began the transaction. */
  @Override
  public <T> T join(Function<Work, T> work) {
    return run(work);
  }

  @Override
  public <T> T run(Function<Work, T> work) {
    if (running) {
      return joined(work);
    }
    running = true;
    rollbackOnly = false;
    var savepoints = tables.stream().map(Table::savepoint).toList();
    try {
      return joined(work);
    } finally {
      running = false;
      if (rollbackOnly) {
        savepoints.forEach(Runnable::run);
      }
    }
  }

  private <T> T joined(Function<Work, T> work) {
    try {
      return work.apply(new RunningWork());
    } catch (RuntimeException e) {
      rollbackOnly = true;
      throw e;
    }
  }

  void requireRunning() {
    if (!running) {
      throw new IllegalStateException("no transaction is running");
    }
  }

  private final class RunningWork implements Work {

    @Override
    public <T> T rollback(T outcome) {
      rollbackOnly = true;
      return outcome;
    }
  }

  /** Rows that a rollback restores; only a transaction may write them. Values are immutable. */
  final class Table<K, V> {

    private TreeMap<K, V> rows = new TreeMap<>();

    Table() {
      tables.add(this);
    }

    private Runnable savepoint() {
      var saved = new TreeMap<>(rows);
      return () -> rows = saved;
    }

    List<V> all() {
      return List.copyOf(rows.values());
    }

    V get(K key) {
      return rows.get(key);
    }

    void put(K key, V row) {
      requireRunning();
      rows.put(key, row);
    }
  }
}

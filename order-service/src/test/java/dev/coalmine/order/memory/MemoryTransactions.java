package dev.coalmine.order.memory;

import dev.coalmine.platform.transaction.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Transactions over tables in memory. One runs at a time, as every table refuses two. */
public final class MemoryTransactions implements Transactions {

  private final List<Table<?, ?>> tables = new ArrayList<>();
  private final Set<String> locks = new LinkedHashSet<>();
  private boolean running;
  private boolean rollbackOnly;
  private boolean aborted;
  private int conflicts;

  /** The next transaction has a conflict at its end, so its work runs twice. */
  public void conflictOnce() {
    conflicts = 1;
  }

  /** What the last transaction locked, in this order. */
  public List<String> locks() {
    return List.copyOf(locks);
  }

  /** The test stands for the one that began the transaction. */
  @Override
  public <T> T join(Function<Work, T> work) {
    return run(work);
  }

  @Override
  public <T> T run(Function<Work, T> work) {
    T outcome = once(work, conflicts > 0);
    if (conflicts == 0) {
      return outcome;
    }
    conflicts--;
    return once(work, false);
  }

  private <T> T once(Function<Work, T> work, boolean conflict) {
    if (running) {
      throw new IllegalStateException("a transaction is running");
    }
    running = true;
    rollbackOnly = conflict;
    aborted = false;
    locks.clear();
    var restores = tables.stream().map(Table::savepoint).toList();
    try {
      T outcome = work.apply(new RunningWork());
      if (aborted && !rollbackOnly) {
        throw new IllegalStateException("the transaction is aborted and cannot be committed");
      }
      return outcome;
    } catch (RuntimeException e) {
      rollbackOnly = true;
      throw e;
    } finally {
      running = false;
      if (rollbackOnly) {
        restores.forEach(Runnable::run);
      }
    }
  }

  /** A statement has failed, so all that is left is to roll back. */
  void abort() {
    requireRunning();
    aborted = true;
  }

  void lock(String row) {
    requireRunning();
    locks.add(row);
  }

  /**
   * @throws IllegalStateException when the transaction has not locked the row
   */
  void requireLock(String row) {
    requireRunning();
    if (!locks.contains(row)) {
      throw new IllegalStateException(row + " is not locked");
    }
  }

  private void requireRunning() {
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

    TreeMap<K, V> rows() {
      return new TreeMap<>(rows);
    }

    V get(K key) {
      return rows.get(key);
    }

    void put(K key, V value) {
      requireRunning();
      rows.put(key, value);
    }
  }
}

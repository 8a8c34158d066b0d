package dev.coalmine.payment.memory;

import dev.coalmine.platform.transaction.Transactions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Transactions over tables in memory; a transaction inside another joins it. */
public final class MemoryTransactions implements Transactions {

  private final List<Table<?>> tables = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final Set<Long> locks = new HashSet<>();
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
    afterCommit.clear();
    locks.clear();
    var savepoints = tables.stream().map(Table::savepoint).toList();
    T outcome;
    try {
      outcome = joined(work);
    } finally {
      running = false;
      if (rollbackOnly) {
        savepoints.forEach(Runnable::run);
      }
    }
    if (!rollbackOnly) {
      List.copyOf(afterCommit).forEach(Runnable::run);
    }
    return outcome;
  }

  private <T> T joined(Function<Work, T> work) {
    try {
      return work.apply(new RunningWork());
    } catch (RuntimeException e) {
      rollbackOnly = true;
      throw e;
    }
  }

  void afterCommit(Runnable next) {
    requireRunning();
    afterCommit.add(next);
  }

  void lock(long payment) {
    requireRunning();
    locks.add(payment);
  }

  /**
   * @throws IllegalStateException when the transaction has not locked the payment
   */
  void requireLock(long payment) {
    requireRunning();
    if (!locks.contains(payment)) {
      throw new IllegalStateException("payment " + payment + " is not locked");
    }
  }

  void requireRunning() {
    if (!running) {
      throw new IllegalStateException("no transaction is running");
    }
  }

  void requireNone() {
    if (running) {
      throw new IllegalStateException("a transaction is running");
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
  final class Table<V> {

    private TreeMap<Long, V> rows = new TreeMap<>();

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

    V get(long id) {
      return rows.get(id);
    }

    void put(long id, V row) {
      requireRunning();
      rows.put(id, row);
    }

    void append(V row) {
      put(rows.size(), row);
    }
  }
}

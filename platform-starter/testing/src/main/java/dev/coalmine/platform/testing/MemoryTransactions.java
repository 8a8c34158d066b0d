package dev.coalmine.platform.testing;

import dev.coalmine.platform.transaction.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transactions over tables in memory, for one thread. One runs at a time, and a transaction inside
 * another joins it. Ports in memory state their demands here: a running transaction, a lock.
 */
public final class MemoryTransactions implements Transactions {

  private final List<Table<?, ?>> tables = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final Set<String> locks = new LinkedHashSet<>();
  private boolean running;
  private boolean rollbackOnly;
  private boolean aborted;
  private boolean conflict;

  /** The next transaction has a conflict at its end, so its work runs twice. */
  public void conflictOnce() {
    conflict = true;
  }

  /** Returns what the last transaction locked, in this order. */
  public List<String> locks() {
    return List.copyOf(locks);
  }

  /** The test stands for the code that began the transaction. */
  @Override
  public <T> T join(Function<Work, T> work) {
    return run(work);
  }

  @Override
  public <T> T run(Function<Work, T> work) {
    if (running) {
      return apply(work);
    }
    if (conflict) {
      conflict = false;
      once(work, true);
    }
    return once(work, false);
  }

  private <T> T once(Function<Work, T> work, boolean conflicting) {
    running = true;
    rollbackOnly = conflicting;
    aborted = false;
    afterCommit.clear();
    locks.clear();
    var savepoints = tables.stream().map(Table::savepoint).toList();
    T outcome;
    try {
      outcome = apply(work);
      if (aborted && !rollbackOnly) {
        rollbackOnly = true;
        throw new IllegalStateException("the transaction is aborted and cannot be committed");
      }
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

  private <T> T apply(Function<Work, T> work) {
    try {
      return work.apply(new RunningWork());
    } catch (RuntimeException e) {
      rollbackOnly = true;
      throw e;
    }
  }

  /** Notes that a statement has failed, so that all that is left is to roll back. */
  public void abort() {
    requireRunning();
    aborted = true;
  }

  /** Locks a row until the end of the transaction. */
  public void lock(String row) {
    requireRunning();
    locks.add(row);
  }

  /**
   * @throws IllegalStateException when the transaction has not locked the row
   */
  public void requireLock(String row) {
    requireRunning();
    if (!locks.contains(row)) {
      throw new IllegalStateException(row + " is not locked");
    }
  }

  /**
   * @throws IllegalStateException outside of a transaction
   */
  public void requireRunning() {
    if (!running) {
      throw new IllegalStateException("no transaction is running");
    }
  }

  /**
   * @throws IllegalStateException inside a transaction, where a call of another system would hold
   *     locks and a connection
   */
  public void requireNone() {
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

    @Override
    public void afterCommit(Runnable effect) {
      afterCommit.add(effect);
    }
  }

  /** Rows that a rollback restores; only a transaction may write them. Values are immutable. */
  public final class Table<K, V> {

    private TreeMap<K, V> rows = new TreeMap<>();

    public Table() {
      tables.add(this);
    }

    private Runnable savepoint() {
      var saved = new TreeMap<>(rows);
      return () -> rows = saved;
    }

    /** Returns a copy of the rows, in the order of their keys. */
    public TreeMap<K, V> rows() {
      return new TreeMap<>(rows);
    }

    /** Returns the values, in the order of their keys. */
    public List<V> all() {
      return List.copyOf(rows.values());
    }

    public @Nullable V get(K key) {
      return rows.get(key);
    }

    public void put(K key, V row) {
      requireRunning();
      rows.put(key, row);
    }
  }
}

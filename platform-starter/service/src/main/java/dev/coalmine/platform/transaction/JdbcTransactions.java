package dev.coalmine.platform.transaction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A deadlock or serialization failure repeats the whole transaction, a few times. The order in
 * which rows are locked should leave no cause for either: {@code transactions.conflicts} says
 * whether that holds.
 */
class JdbcTransactions implements Transactions {

  private static final int ATTEMPTS = 3;

  private final TransactionTemplate template;
  private final Counter conflicts;

  JdbcTransactions(PlatformTransactionManager transactions, MeterRegistry meters) {
    this.template = new TransactionTemplate(transactions);
    this.conflicts = meters.counter("transactions.conflicts");
  }

  @Override
  public <T> T run(Function<Work, T> work) {
    // inside the transaction of a caller only that one can be repeated, as a whole
    int attempts = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : ATTEMPTS;
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (DataAccessException e) {
        if (!isConflict(e)) {
          throw e;
        }
        conflicts.increment();
        if (attempt == attempts) {
          throw e;
        }
      }
    }
  }

  @Override
  public <T> T join(Function<Work, T> work) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalTransactionStateException("this work belongs into a running transaction");
    }
    return once(work);
  }

  private <T> T once(Function<Work, T> work) {
    return template.execute(status -> work.apply(new RunningWork(status)));
  }

  private record RunningWork(TransactionStatus status) implements Work {

    @Override
    public <T> T rollback(T outcome) {
      status.setRollbackOnly();
      return outcome;
    }

    @Override
    public void afterCommit(Runnable effect) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              effect.run();
            }
          });
    }
  }

  /** Serialization failure or deadlock (PostgreSQL, appendix A). */
  private static boolean isConflict(DataAccessException e) {
    return e.getMostSpecificCause() instanceof SQLException sql
        && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()));
  }
}

package dev.coalmine.platform.transaction;

import java.util.function.Function;

/** The transactions of the service's database, as a use case sees them: without Spring or JDBC. */
public interface Transactions {

  /**
   * Runs work in one transaction, and commits it. Inside another transaction the work joins that
   * one. After a conflict with another transaction the work runs again, so an effect outside the
   * database belongs into {@link Work#afterCommit}.
   *
   * @return what the work returns
   * @throws RuntimeException of the work; the transaction is rolled back then
   */
  <T> T run(Function<Work, T> work);

  /**
   * Runs work in the transaction that is running, and leaves its commit to the one that began it.
   *
   * @return what the work returns
   * @throws RuntimeException when no transaction is running, or of the work
   */
  <T> T join(Function<Work, T> work);

  /** The transaction that is running. */
  interface Work {

    /** Rolls the transaction back when the work ends; the outcome is returned all the same. */
    <T> T rollback(T outcome);

    /**
     * Runs the effect once the transaction has been committed, also when another one began it;
     * never after a rollback. The effect must not throw: nothing can be undone any more.
     */
    void afterCommit(Runnable effect);
  }
}

package dev.coalmine.platform.failure;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionUsageException;

/**
 * What a failure says about trying again.
 *
 * <p>A list of what may pass forgets: it lacked SQLSTATE 25006, and a fail-over made dead letters.
 * So what can never succeed and what is our own defect are described, and everything else that a
 * database, a broker or the network says may pass. An exception that Spring throws about our use of
 * it, before or after the database spoke, is our own defect, although it is a {@link
 * DataAccessException} or a {@link TransactionException}.
 */
public enum FailureClass {

  /**
   * The input can never be processed: it is unreadable, or the database refuses its values
   * (SQLSTATE class 22, data exception, and 23, integrity constraint violation).
   */
  PERMANENT,

  /** The same work may succeed later, once a server, the network or a migration allows it. */
  TRANSIENT,

  /** No server and no network took part in the failure: our code is wrong. */
  DEFECT;

  /**
   * Looks at the failure, its causes and, of an {@link SQLException}, the next exceptions, where a
   * batch keeps what the database said.
   */
  public static FailureClass of(Throwable failure) {
    var chain = chain(failure);
    if (chain.stream().anyMatch(FailureClass::isPermanent)) {
      return PERMANENT;
    }
    return chain.stream().anyMatch(FailureClass::isTransient) ? TRANSIENT : DEFECT;
  }

  private static Collection<Throwable> chain(Throwable failure) {
    Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(failure, chain);
    return chain;
  }

  private static void collect(Throwable failure, Set<Throwable> chain) {
    for (var cause = failure; cause != null && chain.add(cause); cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        collect(sql.getNextException(), chain);
      }
    }
  }

  private static boolean isPermanent(Throwable cause) {
    return switch (cause) {
      case PermanentFailure _ -> true;
      case SQLException e -> e.getSQLState() != null && e.getSQLState().matches("2[23].*");
      default -> false;
    };
  }

  private static boolean isTransient(Throwable cause) {
    return switch (cause) {
      case SQLException _, IOException _ -> true;
      case org.apache.kafka.common.KafkaException _, org.springframework.kafka.KafkaException _ ->
          true;
      case TransactionUsageException _ -> false;
      case TransactionException _ -> true;
      case NonTransientDataAccessResourceException _, UncategorizedDataAccessException _ -> true;
      case NonTransientDataAccessException _ -> false;
      case DataAccessException _ -> true;
      default -> false;
    };
  }
}

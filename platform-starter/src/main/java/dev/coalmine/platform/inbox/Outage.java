package dev.coalmine.platform.inbox;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Something else is down: the same event will succeed later. */
final class Outage extends RuntimeException {

  Outage(RuntimeException cause) {
    super(cause);
  }

  /** Everything that is not an outage is a defect of the event or of its handler. */
  static boolean causes(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (isOutage(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOutage(Throwable cause) {
    return switch (cause) {
      case TransientDataAccessException _, RecoverableDataAccessException _ -> true;
      case NonTransientDataAccessResourceException _, TransactionException _ -> true;
      case KafkaException _, IOException _ -> true;
      case SQLTransientException _, SQLRecoverableException _ -> true;
      case SQLException e -> isOutageState(e.getSQLState());
      default -> false;
    };
  }

  /**
   * Connection, resources, operator intervention, system error, rollback, a lock that was not to be
   * had, a transaction that idled too long (PostgreSQL App. A).
   */
  private static boolean isOutageState(String state) {
    return state != null && state.matches("(08|53|57|58|40).*|55P03|25P03");
  }
}

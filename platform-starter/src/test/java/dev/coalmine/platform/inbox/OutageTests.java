package dev.coalmine.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DeadlockLoserDataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

class OutageTests {

  @Test
  void whatAnotherMayMendIsAnOutage() {
    assertThat(
            List.of(
                new DataAccessResourceFailureException("refused"),
                new DeadlockLoserDataAccessException("deadlock", null),
                new CannotCreateTransactionException("no connection"),
                new TimeoutException("broker"),
                new RuntimeException(new IOException("reset")),
                new UncategorizedSQLException("q", "sql", new SQLException("shutdown", "57P01")),
                new UncategorizedSQLException("q", "sql", new SQLException("locked", "55P03")),
                new UncategorizedSQLException("q", "sql", new SQLException("idled", "25P03"))))
        .allMatch(Outage::causes);
  }

  @Test
  void whatNobodyElseCanMendIsNot() {
    assertThat(
            List.of(
                new IllegalArgumentException("orderId is missing"),
                new NullPointerException(),
                new DuplicateKeyException("twice"),
                new UncategorizedSQLException("q", "sql", new SQLException("syntax", "42601"))))
        .noneMatch(Outage::causes);
  }
}

package dev.coalmine.platform.failure;

import static dev.coalmine.platform.failure.FailureClass.DEFECT;
import static dev.coalmine.platform.failure.FailureClass.PERMANENT;
import static dev.coalmine.platform.failure.FailureClass.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.platform.event.UnprocessableEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;

class FailureClassTests {

  /** The classes of PostgreSQL's appendix A that are errors, but 22 and 23. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "03000", "08006", "09000", "0A000", "0B000", "0F000", "0L000", "0P000", "0Z000", "20000",
        "21000", "24000", "25001", "25006", "25P02", "25P03", "25P04", "26000", "27000", "28P01",
        "2B000", "2BP01", "2D000", "2F000", "34000", "38000", "39000", "3B000", "3D000", "3F000",
        "40001", "40P01", "42501", "42601", "42703", "42P01", "44000", "53100", "53200", "53300",
        "54000", "55000", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "58000", "58030",
        "72000", "F0000", "HV000", "P0001", "XX000", "XX001", "ZZ999"
      })
  void whateverElseTheDatabaseSaysMayPass(String state) {
    var said = new SQLException("no", state);

    assertThat(FailureClass.of(said)).isEqualTo(TRANSIENT);
    assertThat(FailureClass.of(translated(said))).isEqualTo(TRANSIENT);
    assertThat(FailureClass.of(new IllegalStateException(translated(said)))).isEqualTo(TRANSIENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"22000", "22001", "22021", "22P02", "23000", "23502", "23503", "23505", "23P01"})
  void valuesThatTheDatabaseRefusesNeverPass(String state) {
    var said = new SQLException("no", state);

    assertThat(FailureClass.of(said)).isEqualTo(PERMANENT);
    assertThat(FailureClass.of(translated(said))).isEqualTo(PERMANENT);
    assertThat(FailureClass.of(new TransactionSystemException("at the commit", said)))
        .isEqualTo(PERMANENT);
  }

  @Test
  void findsWhatTheDatabaseSaidInABatch() {
    var refused = new BatchUpdateException("batch", null, 0, new int[0]);
    refused.setNextException(new SQLException("twice", "23505"));
    var readOnly = new BatchUpdateException("batch", "25006", 0, new int[0]);
    readOnly.setNextException(new SQLException("read-only", "25006"));

    assertThat(FailureClass.of(refused)).isEqualTo(PERMANENT);
    assertThat(FailureClass.of(readOnly)).isEqualTo(TRANSIENT);
  }

  /** The driver keeps why the transaction is aborted as the cause of 25P02. */
  @Test
  void anAbortedTransactionIsJudgedByWhatAbortedIt() {
    var aborted = new SQLException("aborted", "25P02", new SQLException("twice", "23505"));

    assertThat(FailureClass.of(aborted)).isEqualTo(PERMANENT);
  }

  @Test
  void anUnreadableEventNeverPassesThoughItsReaderSpeaksOfInput() {
    var unreadable = new UnprocessableEvent("no JSON", new IOException("end of input"));

    assertThat(FailureClass.of(unreadable)).isEqualTo(PERMANENT);
    assertThat(FailureClass.of(new RuntimeException(unreadable))).isEqualTo(PERMANENT);
  }

  @ParameterizedTest
  @MethodSource
  void whatAServerOrTheNetworkSaysMayPass(Throwable failure) {
    assertThat(FailureClass.of(failure)).isEqualTo(TRANSIENT);
  }

  static Stream<Throwable> whatAServerOrTheNetworkSaysMayPass() {
    return Stream.of(
        new SQLException("a pool that says no state"),
        new UncategorizedSQLException("a callback", null, new SQLException("read-only", "25006")),
        new DataAccessResourceFailureException("refused"), // Redis, too
        new QueryTimeoutException("Redis was too slow"),
        new OptimisticLockingFailureException("another was first"),
        new CannotCreateTransactionException("no connection"),
        new UnexpectedRollbackException("rolled back"),
        new TimeoutException("the broker"),
        new org.springframework.kafka.KafkaException("send failed"),
        new UncheckedIOException(new IOException("reset")),
        new RuntimeException(new IOException("reset")));
  }

  @ParameterizedTest
  @MethodSource
  void whatNoServerTookPartInIsOurOwnDefect(Throwable failure) {
    assertThat(FailureClass.of(failure)).isEqualTo(DEFECT);
  }

  static Stream<Throwable> whatNoServerTookPartInIsOurOwnDefect() {
    return Stream.of(
        new IllegalArgumentException("orderId is missing"),
        new NullPointerException(),
        new StackOverflowError(),
        new EmptyResultDataAccessException(1),
        new IncorrectResultSizeDataAccessException(1, 2),
        new InvalidDataAccessApiUsageException("no SQL"),
        new DataIntegrityViolationException("thrown by Spring"),
        new DuplicateKeyException("thrown by Spring"),
        new IllegalTransactionStateException("no transaction to join"));
  }

  @Test
  void endsWhereCausesGoInACircle() {
    var one = new RuntimeException("one");
    one.initCause(new RuntimeException("another", one));

    assertThat(FailureClass.of(one)).isEqualTo(DEFECT);
  }

  private static RuntimeException translated(SQLException said) {
    var translated = new SQLStateSQLExceptionTranslator().translate("a task", "select 1", said);
    return translated == null ? new UncategorizedSQLException("a task", null, said) : translated;
  }
}

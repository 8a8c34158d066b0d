package dev.coalmine.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.servers.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnlyIntegrationTests {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path directory;
  @TempDir Path folder;

  private PartFaults faults;
  private PostgresServer postgres;

  @BeforeEach
  void start() {
    faults = new PartFaults(folder);
    postgres = PostgresServer.start(directory, 0);
  }

  @AfterEach
  void end() {
    faults.clear();
    postgres.close();
  }

  @Test
  void takesNoWritesOnAnyConnectionUntilItIsCleared() throws SQLException {
    try (var session = postgres.connect("postgres")) {
      write(session);
      var fault = makeReadOnly(LONG);
      awaitReadOnly(session);
      assertThatThrownBy(() -> write(session))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));

      assertThat(faults.inForce()).containsExactly(fault);
      assertThat(faults.clear(fault.id())).isTrue();
      awaitWritable(session);
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void endsByItselfAndLeavesNothing() throws SQLException {
    try (var session = postgres.connect("postgres")) {
      var fault = makeReadOnly(Duration.ofMillis(1_500));
      awaitReadOnly(session);

      awaitWritable(session);
      await().until(() -> !fault.watchdog().runs());
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void isUndoneWhenItsWatchdogWasKilled() throws SQLException {
    try (var session = postgres.connect("postgres")) {
      var fault = makeReadOnly(LONG);
      awaitReadOnly(session);
      fault.watchdog().signal("KILL"); // what it sleeps by lives on
      await().until(() -> !fault.watchdog().runs());

      assertThat(faults.inForce()).isEmpty();
      awaitWritable(session);
    }
  }

  /** As after a crash of the lab, watchdog and all, with the next {@code ./coalmine up}. */
  @Test
  void isOverWhenTheServerIsStartedAgain() throws SQLException, InterruptedException {
    makeReadOnly(LONG).watchdog().signal("KILL");
    postgres.process().destroyForcibly().waitFor();
    postgres = PostgresServer.start(directory, 0);

    try (var session = postgres.connect("postgres")) {
      assertThat(isReadOnly(session)).isFalse();
      write(session);
    }
  }

  @Test
  void refusesASecondOneAndAllowsAFreezeBesideIt() {
    var fault = makeReadOnly(LONG);

    assertThatThrownBy(() -> makeReadOnly(LONG))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "postgres has a READ_ONLY already; ./coalmine fault clear %s ends it"
                .formatted(fault.id()));
    faults.freeze("postgres", postgres.process().toHandle(), LONG);
    assertThat(faults.clear()).isEqualTo(2);
  }

  private PartFault makeReadOnly(Duration time) {
    return faults.makeReadOnly(
        "postgres", postgres.process().toHandle(), time, PostgresServer.passingSettings(directory));
  }

  private static void awaitReadOnly(Connection session) {
    await().until(() -> isReadOnly(session));
  }

  private static void awaitWritable(Connection session) {
    await().atMost(Duration.ofSeconds(30)).until(() -> !isReadOnly(session));
  }

  private static boolean isReadOnly(Connection session) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery("show transaction_read_only")) {
      return rows.next() && rows.getString(1).equals("on");
    }
  }

  private static void write(Connection session) throws SQLException {
    try (var statement = session.createStatement()) {
      statement.execute("create table if not exists written (at timestamptz)");
      statement.execute("insert into written values (now())");
    }
  }
}

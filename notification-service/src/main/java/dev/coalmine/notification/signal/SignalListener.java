package dev.coalmine.notification.signal;

import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.loop.SupervisedLoop;
import dev.coalmine.platform.loop.SupervisedLoops;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * {@code LISTEN}, on a connection of its own. A signal that is lost (a reconnect) is made up for:
 * each receiver also looks by itself from time to time. A server that became read-only, as an old
 * primary does after a fail-over, will never signal again although the connection lives, so the
 * connection is given up.
 */
@Component
class SignalListener {

  private static final Logger log = LoggerFactory.getLogger(SignalListener.class);
  private static final int WAIT_MS = 500;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration NOTHING_TO_FINISH = Duration.ZERO;

  /**
   * Writes nothing, but a read-only server refuses the statement, and then the pool gives the
   * connection up.
   */
  private static final String WRITE_NOTHING = "delete from notification where false";

  private static final int LOOKS = 10;

  private final DataSource database;
  private final List<SignalReceiver> receivers;
  private final SupervisedLoop loop;

  SignalListener(
      DataSource database,
      List<SignalReceiver> receivers,
      EventsSettings settings,
      SupervisedLoops loops) {
    this.database = database;
    this.receivers = receivers;
    this.loop = loops.loop("signals", PAUSE, this::listen);
    loops.runWithApplication(
        loop, settings.enabled(), SmartLifecycle.DEFAULT_PHASE, NOTHING_TO_FINISH);
  }

  private boolean listen() throws SQLException {
    try (var connection = database.getConnection()) {
      listen(connection);
    }
    return false;
  }

  private void listen(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("listen " + PostgresSignals.STREAM + "; listen " + PostgresSignals.MAIL);
      var postgres = connection.unwrap(PGConnection.class);
      for (int look = 1; loop.isRunning(); look++) {
        if (look % LOOKS == 0) {
          statement.execute(WRITE_NOTHING);
        }
        var signals = postgres.getNotifications(WAIT_MS);
        if (signals != null) {
          for (var signal : signals) {
            receive(signal.getName(), signal.getParameter());
          }
        }
      }
      statement.execute("unlisten *"); // the pool will give the connection to others
    }
  }

  private void receive(String name, String text) {
    for (var receiver : receivers) {
      switch (name) {
        case PostgresSignals.STREAM -> receiver.streamGrew(text);
        case PostgresSignals.MAIL -> receiver.mailIsDue();
        default -> log.warn("Signal {} is unknown", name);
      }
    }
  }
}

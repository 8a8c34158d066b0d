package dev.coalmine.lab.servers;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The servers that a module's tests share: started when first asked for, one set per JVM, stopped
 * when it ends. With {@code COALMINE_TEST_SERVERS=containers} they are the official images by
 * Testcontainers, else child processes that need no Docker.
 */
public final class TestServers {

  private static final String CHOICE = "COALMINE_TEST_SERVERS";
  private static final String PASSWORD = "coalmine";
  private static final Duration RELOAD_LIMIT = Duration.ofSeconds(10);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestServers() {}

  /** A new, empty database with a role that owns it. */
  public static Database freshDatabase(String name) {
    var unique = name + "_" + DATABASES.incrementAndGet();
    return Postgres.SERVER.createDatabase(unique, unique + "_owner", PASSWORD);
  }

  /**
   * As after a fail-over to a standby: transactions of all databases and sessions are read-only,
   * from the next one of each on, until it is undone.
   */
  public static void setReadOnly(boolean readOnly) {
    try (var connection = Postgres.SERVER.connect(PostgresServer.ADMIN);
        var statement = connection.createStatement()) {
      statement.execute(
          readOnly
              ? "alter system set default_transaction_read_only = on"
              : "alter system reset default_transaction_read_only");
      statement.execute("select pg_reload_conf()");
      awaitReadOnly(readOnly);
    } catch (SQLException e) {
      throw new ServerFailure("PostgreSQL could not be switched: " + e.getMessage());
    }
  }

  /** A reload comes as a signal; a new session has what it led to. */
  private static void awaitReadOnly(boolean readOnly) throws SQLException {
    long deadline = System.nanoTime() + RELOAD_LIMIT.toNanos();
    while (isReadOnly() != readOnly) {
      if (System.nanoTime() > deadline) {
        throw new ServerFailure("PostgreSQL did not read its settings again");
      }
    }
  }

  private static boolean isReadOnly() throws SQLException {
    try (var connection = Postgres.SERVER.connect(PostgresServer.ADMIN);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("show default_transaction_read_only")) {
      return rows.next() && rows.getString(1).equals("on");
    }
  }

  public static String kafka() {
    return Kafka.BOOTSTRAP_SERVERS;
  }

  /**
   * A broker for one test, which does to it what others must not see; a child process wherever the
   * shared ones are. The caller closes it.
   *
   * @param directory of its data, kept when it is closed
   * @param port 0 for any that is free
   * @param settings in addition to ours or instead of them
   */
  public static KafkaServer ownKafka(Path directory, int port, Map<String, Object> settings) {
    var server = KafkaServer.start(directory, port, settings);
    ServerReaper.watch(server);
    return server;
  }

  /** The port of a Redis on the loopback interface. */
  public static int redis() {
    return Redis.PORT;
  }

  private static TestServerSource source() {
    var wanted = System.getProperty("coalmine.test.servers", System.getenv(CHOICE));
    return switch (wanted == null ? "processes" : wanted) {
      case "processes" -> new ProcessTestServers();
      case "containers" -> new ContainerTestServers();
      default -> throw new ServerFailure(CHOICE + " is processes or containers, not " + wanted);
    };
  }

  // one holder per server: a module that needs no Kafka starts none
  private static final class Postgres {
    static final TestServerSource.Postgres SERVER = source().postgres();
  }

  private static final class Kafka {
    static final String BOOTSTRAP_SERVERS = source().kafka();
  }

  private static final class Redis {
    static final int PORT = source().redis();
  }
}

package dev.coalmine.lab.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Child processes with their data in a temporary folder; both end with the JVM. */
final class ProcessTestServers implements TestServerSource {

  @Override
  public Postgres postgres() {
    var directory = temporaryFolder("postgres");
    var server = PostgresServer.start(directory, 0);
    ServerReaper.watch(server.process(), "INT");
    atEnd(server, directory);
    return new Postgres() {

      @Override
      public Database database(String name, String role, String password) {
        return server.createDatabase(name, role, password);
      }

      @Override
      public Connection admin() throws SQLException {
        return server.connect(PostgresServer.ADMIN);
      }
    };
  }

  @Override
  public String kafka() {
    var directory = temporaryFolder("kafka");
    var server = KafkaServer.start(directory, 0);
    ServerReaper.watch(server.process(), "TERM");
    atEnd(server, directory);
    return server.bootstrapServers();
  }

  @Override
  public int redis() {
    var directory = temporaryFolder("redis");
    var server = RedisServer.start(directory, 0);
    ServerReaper.watch(server.process(), "TERM");
    atEnd(server, directory);
    return server.port();
  }

  private static Path temporaryFolder(String server) {
    try {
      return Files.createTempDirectory("coalmine-" + server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void atEnd(AutoCloseable server, Path directory) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
  }

  private static void end(AutoCloseable server, Path directory) {
    try (server) {
      // closed first, deleted then
    } catch (Exception e) {
      System.err.println("a test server did not stop: " + e);
    }
    try {
      Cache.delete(directory);
    } catch (IOException e) {
      System.err.println("left behind: " + directory + ": " + e);
    }
  }
}

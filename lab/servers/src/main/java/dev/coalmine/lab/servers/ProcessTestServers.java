package dev.coalmine.lab.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Child processes with their data in a temporary folder; both end with the JVM. */
final class ProcessTestServers implements TestServerSource {

  @Override
  public Postgres postgres() {
    return started("postgres", directory -> PostgresServer.start(directory, 0));
  }

  @Override
  public String kafka() {
    return started("kafka", directory -> KafkaServer.start(directory, 0)).bootstrapServers();
  }

  @Override
  public int redis() {
    return started("redis", directory -> RedisServer.start(directory, 0)).port();
  }

  private static <S extends RunningServer> S started(String name, Function<Path, S> start) {
    try {
      var directory = Files.createTempDirectory("coalmine-" + name);
      var server = start.apply(directory);
      ServerReaper.watch(server);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

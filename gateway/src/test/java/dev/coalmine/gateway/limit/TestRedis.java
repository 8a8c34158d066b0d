package dev.coalmine.gateway.limit;

import dev.coalmine.lab.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Redis of one test class, which does to it what other tests must not see. */
public final class TestRedis implements AutoCloseable {

  private final Path directory;
  private RedisServer server;
  private final int port;

  public TestRedis() throws IOException {
    directory = Files.createTempDirectory("coalmine-limits");
    server = RedisServer.start(directory, 0);
    port = server.port();
  }

  public int port() {
    return port;
  }

  public void kill() throws InterruptedException {
    server.process().destroyForcibly().waitFor();
  }

  public void restart() {
    server = RedisServer.start(directory, port);
  }

  public void freeze() throws Exception {
    signal("STOP");
  }

  public void thaw() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(server.process().pid()))
        .start()
        .waitFor();
  }

  /** Runs commands beside those of the test's subject. */
  public <T> T ask(java.util.function.Function<RedisCommands<String, String>, T> commands) {
    try (var client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        var connection = client.connect()) {
      return commands.apply(connection.sync());
    }
  }

  @Override
  public void close() throws Exception {
    thaw();
    server.process().destroyForcibly().waitFor();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package dev.coalmine.lab.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Redis as a cache: bounded, evicting, nothing on disk. The binary comes with embedded-redis. */
public final class RedisServer implements AutoCloseable {

  private static final String VERSION = "7.0.15";

  private final ServerProcess process;
  private final int port;

  private RedisServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param directory for its log
   * @param wantedPort 0 for any that is free
   */
  public static RedisServer start(Path directory, int wantedPort) {
    int port = Ports.orFree(wantedPort);
    var process = ServerProcess.start("Redis", directory.resolve("redis.log"), command(port));
    process.awaitReady(() -> Ports.answers(port));
    return new RedisServer(process, port);
  }

  /** What runs the server, for a supervisor that starts processes by itself. */
  public static List<String> command(int port) {
    return List.of(
        binary().toString(),
        "--bind",
        "127.0.0.1",
        "--port",
        String.valueOf(port),
        "--save",
        "",
        "--appendonly",
        "no",
        "--maxmemory",
        "64mb",
        "--maxmemory-policy",
        "allkeys-lru");
  }

  private static Path binary() {
    var name =
        "redis-server-%s-%s-%s".formatted(VERSION, Platform.operatingSystem(), Platform.cpu());
    return Cache.file(
        name,
        target -> {
          try (var resource = RedisServer.class.getResourceAsStream("/" + name)) {
            if (resource == null) {
              throw new ServerFailure("there is no Redis binary for this machine: " + name);
            }
            Files.copy(resource, target);
            if (!target.toFile().setExecutable(true)) {
              throw new IOException("not executable: " + target);
            }
          }
        });
  }

  public int port() {
    return port;
  }

  public Process process() {
    return process.process();
  }

  @Override
  public void close() {
    process.stop("TERM");
  }
}

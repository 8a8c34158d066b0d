package dev.coalmine.lab.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Redis: bounded, evicting, nothing on disk. The binary comes with embedded-redis. */
public final class RedisServer extends RunningServer {

  private static final String VERSION = "7.0.15";
  private static final String SETTINGS = "--bind 127.0.0.1 --appendonly no";

  /** What a Redis holds, which decides how much it may hold and which key goes first. */
  public enum Purpose {
    /** The views of orders and products: the key that was used least recently goes first. */
    CACHE("64mb", "allkeys-lru"),

    /** The rate limits' keys: the key that would end soonest goes first. */
    LIMITS("16mb", "volatile-ttl");

    private final String mostMemory;
    private final String eviction;

    Purpose(String mostMemory, String eviction) {
      this.mostMemory = mostMemory;
      this.eviction = eviction;
    }
  }

  private RedisServer(ServerProcess process, int port) {
    super(process, port, "TERM");
  }

  /**
   * Starts a cache.
   *
   * @param directory for its log
   * @param wantedPort 0 for any that is free
   */
  public static RedisServer start(Path directory, int wantedPort) {
    return start(directory, wantedPort, Purpose.CACHE);
  }

  /**
   * @param directory for its log
   * @param wantedPort 0 for any that is free
   */
  public static RedisServer start(Path directory, int wantedPort, Purpose purpose) {
    int port = Ports.orFree(wantedPort);
    var process =
        ServerProcess.start("Redis", directory.resolve("redis.log"), command(port, purpose));
    process.awaitReady(() -> Ports.answers(port));
    return new RedisServer(process, port);
  }

  /** What runs the server, for a supervisor that starts processes by itself. */
  public static List<String> command(int port, Purpose purpose) {
    var command =
        new ArrayList<>(List.of(binary().toString(), "--port", String.valueOf(port), "--save", ""));
    command.addAll(List.of(SETTINGS.split(" ")));
    command.addAll(
        List.of("--maxmemory", purpose.mostMemory, "--maxmemory-policy", purpose.eviction));
    return command;
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
}

package dev.coalmine.lab.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Redis as a cache: bounded, evicting, nothing on disk. The binary comes with embedded-redis. */
public final class RedisServer extends RunningServer {

  private static final String VERSION = "7.0.15";
  private static final String SETTINGS =
      "--bind 127.0.0.1 --appendonly no --maxmemory 64mb --maxmemory-policy allkeys-lru";

  private RedisServer(ServerProcess process, int port) {
    super(process, port, "TERM");
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
    var command =
        new ArrayList<>(List.of(binary().toString(), "--port", String.valueOf(port), "--save", ""));
    command.addAll(List.of(SETTINGS.split(" ")));
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

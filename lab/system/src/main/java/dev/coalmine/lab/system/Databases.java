package dev.coalmine.lab.system;

import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.servers.Database;
import dev.coalmine.lab.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A database per service, and one password for all: development only. */
public final class Databases {

  public static final String PASSWORD = "coalmine";

  private static final Map<String, String> ROLES =
      new TreeMap<>(
          Map.of(
              "orders", "order_service",
              "payments", "payment_service",
              "notifications", "notification_service"));

  private Databases() {}

  public static Database access(int port, String name) {
    return new Database(
        PostgresServer.url(port, name), ROLES.get(name), PASSWORD, name + "_reader");
  }

  /** Makes what is missing; which needs no connection when a former start has done it. */
  public static void make(int port, Path directory) {
    var done = directory.resolve("databases");
    try {
      if (Files.exists(done) && Files.readString(done).equals(ROLES.toString())) {
        return;
      }
      ROLES.forEach((name, role) -> PostgresServer.createDatabase(port, name, role, PASSWORD));
      Files.writeString(done, ROLES.toString());
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be written: %s".formatted(done, e.getMessage()));
    }
  }
}

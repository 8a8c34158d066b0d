package dev.coalmine.lab.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** PostgreSQL as production runs it: what it has acknowledged is on the disk. */
public final class PostgresServer extends RunningServer implements TestServerSource.Postgres {

  /** The role that owns the cluster. */
  public static final String ADMIN = "postgres";

  private static final int READY_LINE = 7;

  private PostgresServer(ServerProcess process, int port) {
    super(process, port, "INT");
  }

  /**
   * @param directory of the cluster (made on the first start, kept on {@link #close}) and its log
   * @param wantedPort 0 for any that is free
   */
  public static PostgresServer start(Path directory, int wantedPort) {
    return start(directory, wantedPort, UnprivilegedUser.find());
  }

  static PostgresServer start(Path directory, int wantedPort, UnprivilegedUser user) {
    int port = Ports.orFree(wantedPort);
    var process = ServerProcess.start("PostgreSQL", log(directory), command(directory, port, user));
    process.awaitReady(() -> ready(directory, process.process().pid()));
    return new PostgresServer(process, port);
  }

  /**
   * What runs the server, for a supervisor that starts processes by itself. Makes the cluster first
   * when there is none.
   *
   * @throws ServerFailure when it cannot be made, or when this is root and may not become another
   */
  public static List<String> command(Path directory, int port) {
    return command(directory, port, UnprivilegedUser.find());
  }

  private static List<String> command(Path directory, int port, UnprivilegedUser user) {
    var binaries = PostgresBinaries.directory().resolve("bin");
    var data = directory.resolve("data");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(user, binaries, data, log(directory));
    }
    includePassingSettings(directory);
    user.own(data);
    return user.command(binaries.resolve("postgres"), settings(data, port));
  }

  /** Whether that process accepts connections; it says so in its pid file, as to pg_ctl. */
  public static boolean ready(Path directory, long pid) {
    try {
      var lines = Files.readAllLines(directory.resolve("data/postmaster.pid"));
      return lines.size() > READY_LINE
          && lines.getFirst().equals(String.valueOf(pid)) // else left by a killed one
          && lines.get(READY_LINE).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Settings that hold from a reload (SIGHUP) on while this file is there, at the longest until the
   * server is started again, which deletes it.
   */
  public static Path passingSettings(Path directory) {
    return directory.resolve("data/passing.conf");
  }

  private static void includePassingSettings(Path directory) {
    var settings = passingSettings(directory);
    var file = directory.resolve("data/postgresql.conf");
    var include = "include_if_exists = '%s'%n".formatted(settings.getFileName());
    try {
      Files.deleteIfExists(settings);
      if (!Files.readString(file).contains(include)) {
        Files.writeString(file, include, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new ServerFailure("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  private static Path log(Path directory) {
    return directory.resolve("postgres.log");
  }

  /** Made beside the target and renamed, so that a killed initdb is not taken for a cluster. */
  private static void initialise(UnprivilegedUser user, Path binaries, Path data, Path log) {
    var unfinished = data.resolveSibling("data.unfinished");
    try {
      Cache.delete(unfinished);
      ServerProcess.run(
          "PostgreSQL's initdb",
          log,
          user.command(
              binaries.resolve("initdb"),
              List.of(
                  "--pgdata=" + unfinished,
                  "--username=" + ADMIN,
                  "--auth=trust", // loopback only; roles still keep the databases apart
                  "--encoding=UTF8",
                  "--no-locale")));
      Files.move(unfinished, data);
    } catch (IOException e) {
      throw new ServerFailure("no cluster could be made in " + data + ": " + e.getMessage());
    }
  }

  private static List<String> settings(Path data, int port) {
    var arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", String.valueOf(port)));
    for (var setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=200",
            "shared_buffers=96MB",
            "max_wal_size=1GB",
            "checkpoint_timeout=15min",
            "track_wal_io_timing=on",
            "log_min_messages=warning",
            "timezone=UTC")) {
      arguments.add("-c");
      arguments.add(setting);
    }
    return arguments;
  }

  @Override
  public Connection connect(String database) throws SQLException {
    return connect(port(), database);
  }

  private static Connection connect(int port, String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", ADMIN);
    properties.setProperty("connectTimeout", "2");
    return DriverManager.getConnection(url(port, database), properties);
  }

  @Override
  public Database createDatabase(String name, String role, String password) {
    return createDatabase(port(), name, role, password);
  }

  /** The same in a server that was started elsewhere. */
  public static Database createDatabase(int port, String name, String role, String password) {
    return Databases.create(
        database -> connect(port, database), url(port, name), name, role, password);
  }

  public String url(String database) {
    return url(port(), database);
  }

  public static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }
}

package dev.coalmine.lab.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** PostgreSQL as production runs it: what it has acknowledged is on the disk. */
public final class PostgresServer implements AutoCloseable {

  /** The role that owns the cluster. */
  public static final String ADMIN = "postgres";

  private final ServerProcess process;
  private final int port;

  private PostgresServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param directory of the cluster (made on the first start, kept on {@link #close}) and its log
   * @param wantedPort 0 for any that is free
   */
  public static PostgresServer start(Path directory, int wantedPort) {
    int port = Ports.orFree(wantedPort);
    var binaries = PostgresBinaries.directory().resolve("bin");
    var log = directory.resolve("postgres.log");
    var data = directory.resolve("data");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(binaries, data, log);
    }
    var process =
        ServerProcess.start(
            "PostgreSQL", log, asNobody(binaries.resolve("postgres"), settings(data, port)));
    var server = new PostgresServer(process, port);
    process.awaitReady(server::answers);
    return server;
  }

  /** Made beside the target and renamed, so that a killed initdb is not taken for a cluster. */
  private static void initialise(Path binaries, Path data, Path log) {
    var unfinished = data.resolveSibling("data.unfinished");
    try {
      Cache.delete(unfinished);
      ServerProcess.run(
          "PostgreSQL's initdb",
          log,
          asNobody(
              binaries.resolve("initdb"),
              List.of(
                  "--pgdata=" + unfinished,
                  "--username=" + ADMIN,
                  "--auth=trust", // loopback only; roles still keep the databases apart
                  "--encoding=UTF8",
                  "--no-locale")));
      Files.move(unfinished, data);
    } catch (java.io.IOException e) {
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

  /**
   * PostgreSQL refuses to run as root. In a user namespace of its own without a mapping it is
   * nobody, and its files are still ours.
   */
  private static List<String> asNobody(Path program, List<String> arguments) {
    var command = new ArrayList<String>();
    if (Platform.isRoot()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  private boolean answers() {
    if (!Ports.answers(port)) {
      return false;
    }
    try (var _ = connect("postgres")) {
      return true;
    } catch (SQLException e) {
      return false; // "the database system is starting up"
    }
  }

  /** A connection as the owner of the cluster. */
  public Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", ADMIN);
    properties.setProperty("connectTimeout", "2");
    return DriverManager.getConnection(url(database), properties);
  }

  /** Makes what is missing of a database, the role that owns it, and a role that only reads it. */
  public Database createDatabase(String name, String role, String password) {
    return Databases.create(this::connect, url(name), name, role, password);
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  public int port() {
    return port;
  }

  public Process process() {
    return process.process();
  }

  /** Fast shutdown: clients are disconnected, everything is written. */
  @Override
  public void close() {
    process.stop("INT");
  }
}

package dev.coalmine.lab.bench;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.servers.PostgresServer;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the system has used up so far, the client's own part left out.
 *
 * @param commits of the services' databases
 * @param fsyncs of PostgreSQL's write-ahead log
 */
record Costs(long commits, long fsyncs, Duration cpu) {

  /** PostgreSQL's processes tell of what they did after a second at the latest. */
  private static final int STATISTICS_MS = 1_200;

  private static final String COMMITS =
      """
      select sum(xact_commit) from pg_stat_database
       where datname in ('orders', 'payments', 'notifications')\
      """;
  private static final String FSYNCS = "select sum(fsyncs) from pg_stat_io where object = 'wal'";

  static Costs of(SystemState system) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(STATISTICS_MS);
    var cpu = system.parts().stream().map(Costs::cpu).reduce(Duration.ZERO, Duration::plus);
    var database = system.database("orders");
    try (var connection =
            DriverManager.getConnection(
                PostgresServer.url(system.part("postgres").port(), "orders"),
                database.reader(),
                database.password());
        var statement = connection.createStatement()) {
      return new Costs(number(statement, COMMITS), number(statement, FSYNCS), cpu);
    } catch (SQLException e) {
      throw new UserError("PostgreSQL's statistics cannot be read: " + e.getMessage(), e);
    }
  }

  private static long number(java.sql.Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Duration cpu(PartState part) {
    return ProcessHandle.of(part.pid()).stream()
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  Costs minus(Costs earlier) {
    return new Costs(commits - earlier.commits, fsyncs - earlier.fsyncs, cpu.minus(earlier.cpu));
  }
}

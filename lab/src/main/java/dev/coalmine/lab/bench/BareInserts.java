package dev.coalmine.lab.bench;

import dev.coalmine.lab.servers.Database;
import dev.coalmine.lab.servers.PostgresServer;
import dev.coalmine.lab.system.SystemState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The measure: a loop that inserts one row and commits, on the same PostgreSQL. */
final class BareInserts implements ClosedLoop.Client {

  private static final String NAME = "bench";

  private final Connection connection;
  private final PreparedStatement insert;

  private BareInserts(Connection connection) throws SQLException {
    this.connection = connection;
    this.insert = connection.prepareStatement("insert into bare (text) values ('a row')");
  }

  /** Makes its database if it is not there. */
  static ClosedLoop.Clients on(SystemState system) throws SQLException {
    int port = system.part("postgres").port();
    var database = PostgresServer.createDatabase(port, NAME, NAME, NAME);
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists bare (
            id bigint generated always as identity primary key, text text not null)\
          """);
    }
    return _ -> new BareInserts(connect(database));
  }

  private static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }

  @Override
  public boolean step() throws SQLException {
    return insert.executeUpdate() == 1;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

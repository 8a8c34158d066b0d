package dev.coalmine.lab.servers;

import java.sql.Connection;
import java.sql.SQLException;

/** Databases and roles, made idempotently. Names and passwords are ours, never a stranger's. */
final class Databases {

  private Databases() {}

  static Database create(Connector admin, String url, String name, String role, String password) {
    var reader = name + "_reader";
    try (var connection = admin.connect("postgres")) {
      role(connection, role, password);
      role(connection, reader, password);
      execute(connection, "grant pg_read_all_data, pg_read_all_stats to " + reader);
      if (!exists(connection, "select from pg_database where datname = '" + name + "'")) {
        execute(connection, "create database %s owner %s".formatted(name, role));
      }
      execute(connection, "revoke connect on database %s from public".formatted(name));
      execute(connection, "grant connect on database %s to %s".formatted(name, reader));
    } catch (SQLException e) {
      throw new ServerFailure("database %s could not be made: %s".formatted(name, e.getMessage()));
    }
    return new Database(url, role, password, reader);
  }

  private static void role(Connection connection, String name, String password)
      throws SQLException {
    if (!exists(connection, "select from pg_roles where rolname = '" + name + "'")) {
      execute(connection, "create role %s login password '%s'".formatted(name, password));
    }
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @FunctionalInterface
  interface Connector {

    Connection connect(String database) throws SQLException;
  }
}

package dev.coalmine.lab.servers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database as it is while a newer version is rolled out: its migration has run, and has added a
 * column to every table, and the version before still works on it. Closed, the columns are gone.
 */
public final class NextSchema implements AutoCloseable {

  private final DataSource database;

  public NextSchema(DataSource database) {
    this.database = database;
    inEveryTable("add column next_version text");
  }

  @Override
  public void close() {
    inEveryTable("drop column next_version");
  }

  private void inEveryTable(String change) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      for (var table : tables()) {
        statement.execute("alter table " + table + " " + change);
      }
    } catch (SQLException e) {
      throw new ServerFailure("the schema could not be changed: " + e.getMessage());
    }
  }

  private List<String> tables() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                select quote_ident(table_name) from information_schema.tables
                where table_schema = current_schema() and table_type = 'BASE TABLE'
                """)) {
      var tables = new ArrayList<String>();
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
      return tables;
    }
  }
}

package dev.coalmine.lab.settled;

import com.github.f4b6a3.tsid.Tsid;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.endpoints.SystemEndpoints;
import dev.coalmine.lab.servers.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The services' databases, through roles that can only read. */
public record Stores(Connection orders, Connection payments, Connection notifications)
    implements AutoCloseable {

  private static final int FETCH = 5_000;
  private static final String LIMIT_SECONDS = "60";

  /**
   * @throws UserError when one cannot be reached
   */
  public static Stores open(SystemEndpoints system) {
    return of(
        system.database("orders"), system.database("payments"), system.database("notifications"));
  }

  /**
   * @throws UserError when one cannot be reached
   */
  public static Stores of(Database orders, Database payments, Database notifications) {
    return new Stores(connect(orders), connect(payments), connect(notifications));
  }

  private static Connection connect(Database database) {
    try {
      var connection = DriverManager.getConnection(database.url(), properties(database));
      connection.setAutoCommit(false); // a cursor reads in portions only then
      connection.setReadOnly(true);
      return connection;
    } catch (SQLException e) {
      throw new UserError("%s cannot be read: %s".formatted(database.url(), e.getMessage()), e);
    }
  }

  private static Properties properties(Database database) {
    var properties = new Properties();
    properties.setProperty("user", database.reader());
    properties.setProperty("password", database.password());
    properties.setProperty("connectTimeout", LIMIT_SECONDS);
    properties.setProperty("socketTimeout", LIMIT_SECONDS); // a frozen server answers nothing
    return properties;
  }

  /** Reads one row of a result. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  public static long count(Connection connection, String sql) {
    return list(connection, sql, row -> row.getLong(1)).getFirst();
  }

  /** Each call sees the state of its own moment. */
  public static <T> List<T> list(Connection connection, String sql, Row<T> read) {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      var all = new ArrayList<T>();
      try (var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          all.add(read.read(rows));
        }
      }
      connection.commit();
      return all;
    } catch (SQLException e) {
      throw new UserError("a database cannot be read: " + e.getMessage(), e);
    }
  }

  /** The last value of each key that a row has. */
  public static <K, V> Map<K, V> map(Connection connection, String sql, Row<K> key, Row<V> value) {
    var map = new HashMap<K, V>();
    list(connection, sql, row -> map.put(key.read(row), value.read(row)));
    return map;
  }

  /** The id in the first column, as the API shows it. */
  public static String id(ResultSet row) throws SQLException {
    return Tsid.from(row.getLong(1)).toString();
  }

  @Override
  public void close() {
    for (var connection : List.of(orders, payments, notifications)) {
      try {
        connection.close();
      } catch (SQLException e) {
        System.err.println("a connection could not be closed: " + e.getMessage());
      }
    }
  }
}

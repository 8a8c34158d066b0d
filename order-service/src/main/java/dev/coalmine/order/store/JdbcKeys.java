package dev.coalmine.order.store;

import dev.coalmine.order.idempotency.Claim;
import dev.coalmine.order.idempotency.Fingerprint;
import dev.coalmine.order.idempotency.Key;
import dev.coalmine.order.idempotency.Keys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class JdbcKeys implements Keys {

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * One round trip. The insert waits for a twin's transaction; the bound on that wait is for this
   * statement alone, the wait for stock has the connection's.
   */
  private static final String CLAIM =
      """
      set local lock_timeout = '2s';
      insert into idempotency_key (customer, route, key, fingerprint, resource, created_at)
      values (?, ?, ?, ?, ?, ?) on conflict do nothing;
      set local lock_timeout to default
      """;

  private final JdbcTemplate jdbc;
  private final Clock clock;

  JdbcKeys(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Claim claim(Key key, Fingerprint asked, long resource) {
    var inserted =
        jdbc.execute(
            (ConnectionCallback<Integer>)
                connection -> insert(connection, key, asked, resource, clock.instant()));
    return switch (inserted) {
      case 1 -> new Claim.Fresh();
      case 0 -> earlier(key, asked);
      default -> new Claim.Busy();
    };
  }

  /** Rows inserted, or -1 when the twin took too long. */
  private static int insert(
      Connection connection, Key key, Fingerprint asked, long resource, Instant now)
      throws SQLException {
    try (var statement = connection.prepareStatement(CLAIM)) {
      statement.setString(1, key.customer());
      statement.setString(2, key.route());
      statement.setString(3, key.value());
      statement.setBytes(4, asked.bytes());
      statement.setLong(5, resource);
      statement.setTimestamp(6, Timestamp.from(now));
      return secondUpdateCount(statement);
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        return -1;
      }
      throw e;
    }
  }

  private static int secondUpdateCount(PreparedStatement statement) throws SQLException {
    statement.execute();
    statement.getMoreResults();
    return statement.getUpdateCount();
  }

  private Claim earlier(Key key, Fingerprint asked) {
    return jdbc.queryForObject(
        """
        select fingerprint, resource from idempotency_key
        where customer = ? and route = ? and key = ?
        """,
        (row, _) ->
            asked.matches(row.getBytes("fingerprint"))
                ? new Claim.Repeated(row.getLong("resource"))
                : new Claim.Reused(),
        key.customer(),
        key.route(),
        key.value());
  }

  @Override
  public int forgetBefore(Instant time, int most) {
    return jdbc.update(
        """
        delete from idempotency_key where (customer, route, key) in (
          select customer, route, key from idempotency_key where created_at < ? limit ?)
        """,
        Timestamp.from(time),
        most);
  }
}

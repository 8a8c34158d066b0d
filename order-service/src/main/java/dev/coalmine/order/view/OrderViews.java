package dev.coalmine.order.view;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.view.OrderView.Entry;
import dev.coalmine.order.view.OrderView.LineView;
import dev.coalmine.order.view.OrderView.ReturnView;
import dev.coalmine.order.view.OrderView.ReturnedLine;
import dev.coalmine.platform.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Orders as the database has them, without the cache. */
@Component
public class OrderViews {

  private static final String COLUMNS =
      "id, status, customer, amount, currency, sequence, placed_at, reason";

  /** One statement, so that state, lines and history are of one moment. */
  private static final String WHOLE =
      """
      select %s,
        (select json_agg(json_build_object('sku', sku, 'offer', offer, 'quantity', quantity,
            'amount', amount, 'returned', returned) order by line)
          from order_line where order_id = o.id) as lines,
        (select json_agg(json_build_object('status', status, 'reason', reason, 'at', at)
            order by sequence)
          from order_history where order_id = o.id) as history,
        (select coalesce(json_agg(json_build_object('id', id, 'amount', amount,
            'status', status, 'lines', lines) order by id), '[]')
          from order_return where order_id = o.id) as returns
      from orders o where o.id = ?
      """
          .formatted(COLUMNS);

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  OrderViews(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  public Optional<OrderView> find(long id) {
    return versioned(id).map(Versioned::view);
  }

  Optional<Versioned> versioned(long id) {
    return jdbc
        .query(WHOLE, (row, _) -> new Versioned(whole(row), row.getLong("sequence")), id)
        .stream()
        .findFirst();
  }

  /**
   * The customer's orders, newest first, without lines, history and returns.
   *
   * @param before only orders with a lower id
   */
  public List<OrderView> newest(String customer, long before, int limit) {
    return jdbc.query(
        "select %s from orders where customer = ? and id < ? order by id desc limit ?"
            .formatted(COLUMNS),
        (row, _) -> view(row, null, null, null),
        customer,
        before,
        limit);
  }

  private OrderView whole(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return view(
        row,
        read(row, "lines", LineRow[].class).stream().map(line -> line.view(currency)).toList(),
        read(row, "history", Entry[].class),
        read(row, "returns", ReturnRow[].class).stream()
            .map(returned -> returned.view(currency))
            .toList());
  }

  private static OrderView view(
      ResultSet row,
      @Nullable List<LineView> lines,
      @Nullable List<Entry> history,
      @Nullable List<ReturnView> returns)
      throws SQLException {
    return new OrderView(
        Ids.text(row.getLong("id")),
        row.getString("status"),
        row.getString("customer"),
        new Money(row.getLong("amount"), row.getString("currency")),
        lines,
        instant(row),
        row.getString("reason"),
        history,
        returns);
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getTimestamp("placed_at").toInstant();
  }

  private <T> List<T> read(ResultSet row, String column, Class<T[]> type) throws SQLException {
    return List.of(json.readValue(row.getString(column), type));
  }

  /**
   * @param version of the row it was made from
   */
  record Versioned(OrderView view, long version) {}

  private record LineRow(String sku, String offer, long quantity, long amount, long returned) {

    LineView view(String currency) {
      return new LineView(sku, offer, quantity, new Money(amount, currency), returned);
    }
  }

  private record ReturnRow(long id, long amount, String status, List<ReturnedLine> lines) {

    ReturnView view(String currency) {
      return new ReturnView(Ids.text(id), new Money(amount, currency), status, lines);
    }
  }
}

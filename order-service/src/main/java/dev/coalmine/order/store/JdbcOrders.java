package dev.coalmine.order.store;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.orders.Change;
import dev.coalmine.order.orders.Change.Step;
import dev.coalmine.order.orders.Item;
import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.OrderLine;
import dev.coalmine.order.orders.Orders;
import dev.coalmine.order.orders.Return;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class JdbcOrders implements Orders {

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  JdbcOrders(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Writes order, history and lines in one round trip, for one line as for ten thousand. */
  @Override
  public void add(Order order, List<OrderLine> lines) {
    var row = OrderRows.of(order.state());
    var placedAt = Timestamp.from(order.placedAt());
    jdbc.update(
        """
        with added as (
          insert into orders
            (id, customer, email, status, goods, amount, currency, sequence, placed_at)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?)),
        noted as (
          insert into order_history (order_id, sequence, status, at) values (?, ?, ?, ?))
        insert into order_line (order_id, line, sku, offer, quantity, amount)
        select ?, l.line, l.sku, l.offer, l.quantity, l.amount
        from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[]) with ordinality
          as l (sku, offer, quantity, amount, line)
        """,
        order.id(),
        order.customer(),
        order.email(),
        row.status(),
        row.goods(),
        order.total().amount(),
        order.total().currency(),
        order.sequence(),
        placedAt,
        order.id(),
        order.sequence(),
        row.status(),
        placedAt,
        order.id(),
        texts(lines, OrderLine::sku),
        texts(lines, OrderLine::offer),
        lines.stream().mapToLong(OrderLine::quantity).toArray(),
        lines.stream().mapToLong(line -> line.unitPrice().amount()).toArray());
  }

  @Override
  public Optional<Order> lock(long id) {
    return jdbc
        .query(
            "select " + OrderRows.COLUMNS + " from orders where id = ? for update",
            (row, _) -> OrderRows.order(row),
            id)
        .stream()
        .findFirst();
  }

  @Override
  public List<OrderLine> lines(long order) {
    return jdbc.query(
        """
        select l.sku, l.offer, l.quantity, l.amount, o.currency, l.returned
        from order_line l join orders o on o.id = l.order_id
        where l.order_id = ? order by l.line
        """,
        (row, _) ->
            new OrderLine(
                row.getString("sku"),
                row.getString("offer"),
                row.getLong("quantity"),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getLong("returned")),
        order);
  }

  /** The condition has the sequence that the order had, so no older state is overwritten. */
  @Override
  public void save(Change change, Instant at) {
    var order = change.after();
    var row = OrderRows.of(order.state());
    var transitions = change.transitions();
    var changed =
        jdbc.queryForObject(
            """
            with changed as (
              update orders set status = ?, reason = ?, captured = captured or ?, goods = ?,
                sequence = ?
              where id = ? and sequence = ? returning id),
            noted as (
              insert into order_history (order_id, sequence, status, reason, at)
              select changed.id, h.sequence, h.status, h.reason, ?
              from changed, unnest(?::bigint[], ?::text[], ?::text[]) h(sequence, status, reason))
            select count(*) from changed
            """,
            Integer.class,
            row.status(),
            row.reason(),
            row.captured(),
            row.goods(),
            order.sequence(),
            order.id(),
            order.sequence() - change.steps().size(),
            Timestamp.from(at),
            transitions.stream().mapToLong(Step::sequence).toArray(),
            texts(transitions, step -> OrderRows.of(step.state()).status()),
            texts(transitions, step -> OrderRows.of(step.state()).reason()));
    if (changed != 1) {
      throw new IllegalStateException("order %d was not locked".formatted(order.id()));
    }
  }

  @Override
  public List<Order> lockPendingSince(Instant limit, int most) {
    return jdbc.query(
        """
        select %s from orders where status = 'Pending' and placed_at < ?
        order by placed_at limit ? for update skip locked
        """
            .formatted(OrderRows.COLUMNS),
        (row, _) -> OrderRows.order(row),
        Timestamp.from(limit),
        most);
  }

  @Override
  public void add(Return returned) {
    var items = returned.lines();
    jdbc.update(
        """
        with noted as (
          insert into order_return (id, order_id, amount, status, lines, requested_at)
          values (?, ?, ?, ?, ?::jsonb, ?))
        update order_line l set returned = l.returned + r.quantity
        from unnest(?::text[], ?::text[], ?::bigint[]) r(sku, offer, quantity)
        where l.order_id = ? and l.sku = r.sku and l.offer = r.offer
        """,
        returned.id(),
        returned.order(),
        returned.amount().amount(),
        status(returned.status()),
        json.writeValueAsString(items),
        Timestamp.from(returned.requestedAt()),
        texts(items, Item::sku),
        texts(items, Item::offer),
        items.stream().mapToLong(Item::quantity).toArray(),
        returned.order());
  }

  @Override
  public boolean settle(long order, long returned, Return.Status status) {
    return jdbc.queryForObject(
        """
        with settled as (
          update order_return set status = ?
          where id = ? and order_id = ? and status = 'Requested')
        select exists (select from order_return where id = ? and order_id = ?)
        """,
        Boolean.class,
        status(status),
        returned,
        order,
        returned,
        order);
  }

  private static String status(Return.Status status) {
    return switch (status) {
      case REQUESTED -> "Requested";
      case REFUNDED -> "Refunded";
      case FAILED -> "Failed";
    };
  }

  private static <T> String[] texts(List<T> list, Function<T, String> text) {
    return list.stream().map(text).toArray(String[]::new);
  }
}

package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.settled.Stores;
import java.sql.Connection;
import java.util.Map;

/**
 * What order-service's database says.
 *
 * @param amounts of each order, in minor units
 * @param decided how many events of each order there must be
 * @param returned by order
 * @param stock by SKU, as its row has it
 * @param moved by SKU, as the movements add up
 * @param held by SKU, as the lines of orders that hold goods add up
 * @param applied the last event of {@code payments.events} by key
 */
record OrderBooks(
    Map<String, Long> amounts,
    Map<String, Long> decided,
    Map<String, Returned> returned,
    Map<String, Goods> stock,
    Map<String, Goods> moved,
    Map<String, Goods> held,
    Map<String, Long> applied) {

  /**
   * What its returns are worth, in minor units.
   *
   * @param failed could not be paid back
   */
  record Returned(long refunded, long failed) {

    static final Returned NONE = new Returned(0, 0);
  }

  /** Numbers of pieces. */
  record Goods(long onHand, long reserved, long sold, long received) {

    static final Goods NONE = new Goods(0, 0, 0, 0);
  }

  private static final String MOVED =
      """
      select sku,
        sum(case kind when 'received' then quantity when 'reserved' then -quantity
                      when 'sold' then 0 else quantity end)::bigint on_hand,
        sum(case kind when 'reserved' then quantity when 'released' then -quantity
                      when 'sold' then -quantity else 0 end)::bigint reserved,
        sum(case kind when 'sold' then quantity when 'returned' then -quantity else 0 end)::bigint
          sold,
        sum(case kind when 'received' then quantity else 0 end)::bigint received
      from stock_movement group by sku
      """;

  private static final String HELD =
      """
      select l.sku, 0 on_hand,
        sum(case o.goods when 'reserved' then l.quantity - l.returned else 0 end)::bigint reserved,
        sum(case o.goods when 'sold' then l.quantity - l.returned else 0 end)::bigint sold,
        0 received
      from order_line l join orders o on o.id = l.order_id group by l.sku
      """;

  static OrderBooks read(Connection orders) {
    return new OrderBooks(
        sums(orders, "select id, amount from orders"),
        sums(orders, "select id, sequence from orders"),
        returned(orders),
        goods(orders, "select sku, on_hand, reserved, sold, received from stock"),
        goods(orders, MOVED),
        goods(orders, HELD),
        applied(orders, "payments.events"));
  }

  private static Map<String, Long> sums(Connection orders, String sql) {
    return Stores.map(orders, sql, Stores::id, row -> row.getLong(2));
  }

  private static Map<String, Returned> returned(Connection orders) {
    return Stores.map(
        orders,
        """
        select order_id,
          coalesce(sum(amount) filter (where status = 'Refunded'), 0)::bigint,
          coalesce(sum(amount) filter (where status = 'Failed'), 0)::bigint
        from order_return group by order_id
        """,
        Stores::id,
        row -> new Returned(row.getLong(2), row.getLong(3)));
  }

  private static Map<String, Goods> goods(Connection orders, String sql) {
    return Stores.map(
        orders,
        sql,
        row -> row.getString(1),
        row -> new Goods(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
  }

  /** The last event by key that a service has applied. */
  static Map<String, Long> applied(Connection database, String topic) {
    return Stores.map(
        database,
        "select key, last_sequence from inbox where topic = '%s'".formatted(topic),
        row -> row.getString(1),
        row -> row.getLong(2));
  }
}

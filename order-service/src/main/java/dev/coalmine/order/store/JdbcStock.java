package dev.coalmine.order.store;

import dev.coalmine.order.catalogue.Stock;
import dev.coalmine.order.catalogue.StockMove;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Locks, checks and counts pieces in one statement, and notes the movement, so that the row of a
 * product in demand is locked for one round trip and the commit.
 */
@Component
class JdbcStock implements Stock {

  /** {@code locked} locks the rows in the order of their SKUs, whatever plan updates them. */
  private static final String MOVE =
      """
      with wanted as (%s),
      locked as (
        select s.sku, wanted.quantity from stock s join wanted on wanted.sku = s.sku
        order by s.sku for update of s),
      moved as (
        update stock s set
          on_hand = s.on_hand + %d * locked.quantity,
          reserved = s.reserved + %d * locked.quantity,
          sold = s.sold + %d * locked.quantity
        from locked where s.sku = locked.sku%s
        returning s.sku, locked.quantity),
      noted as (
        insert into stock_movement (sku, order_id, kind, quantity)
        select sku, ?, '%s', quantity from moved order by sku)
      select sku from moved
      """;

  private static final String NAMED =
      "select * from unnest(?::text[], ?::bigint[]) n(sku, quantity)";
  private static final String HELD =
      """
      select sku, sum(quantity - returned)::bigint quantity from order_line
      where order_id = ? group by sku having sum(quantity - returned) > 0\
      """;

  private static final String RESERVE =
      sql(NAMED, StockMove.RESERVED, " and s.on_hand >= locked.quantity");
  private static final String TAKE_BACK = sql(NAMED, StockMove.RETURNED, "");

  private static final Map<StockMove, String> HELD_MOVES = heldMoves();

  private final JdbcTemplate jdbc;

  JdbcStock(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private static String sql(String wanted, StockMove move, String condition) {
    return MOVE.formatted(
        wanted,
        move.onHand(),
        move.reserved(),
        move.sold(),
        condition,
        move.name().toLowerCase(Locale.ROOT));
  }

  private static Map<StockMove, String> heldMoves() {
    var moves = new EnumMap<StockMove, String>(StockMove.class);
    for (var move : StockMove.values()) {
      moves.put(move, sql(HELD, move, ""));
    }
    return moves;
  }

  @Override
  public List<String> reserve(long order, Map<String, Long> pieces) {
    var moved = new HashSet<>(move(RESERVE, order, pieces));
    return pieces.keySet().stream().filter(sku -> !moved.contains(sku)).toList();
  }

  @Override
  public void takeBack(long order, Map<String, Long> pieces) {
    move(TAKE_BACK, order, pieces);
  }

  private List<String> move(String sql, long order, Map<String, Long> pieces) {
    return jdbc.queryForList(
        sql,
        String.class,
        pieces.keySet().toArray(String[]::new),
        pieces.values().stream().mapToLong(Long::longValue).toArray(),
        order);
  }

  @Override
  public void move(long order, StockMove move) {
    jdbc.queryForList(HELD_MOVES.get(move), String.class, order, order);
  }

  @Override
  public boolean receive(String sku, long pieces) {
    return jdbc.update(
            """
            with counted as (
              update stock set on_hand = on_hand + ?, received = received + ?
              where sku = ? and on_hand + ? >= 0 returning sku)
            insert into stock_movement (sku, kind, quantity) select sku, 'received', ? from counted
            """,
            pieces,
            pieces,
            sku,
            pieces,
            pieces)
        == 1;
  }
}

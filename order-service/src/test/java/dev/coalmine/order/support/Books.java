package dev.coalmine.order.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.jdbc.core.JdbcTemplate;

/** What must hold of the stock, whatever has happened (invariant I9). */
public final class Books {

  private final JdbcTemplate jdbc;

  public Books(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public Stock stock(String sku) {
    return jdbc.queryForObject(
        "select * from stock where sku = ?",
        (row, _) -> new Stock(row.getLong("on_hand"), row.getLong("reserved"), row.getLong("sold")),
        sku);
  }

  /** The counters are the sum of their movements, and of what orders hold. */
  public void balance() {
    assertThat(
            jdbc.queryForList(
                """
                with moved as (
                  select sku,
                    coalesce(sum(quantity) filter (where kind = 'received'), 0) received,
                    coalesce(sum(quantity) filter (where kind = 'reserved'), 0)
                      - coalesce(sum(quantity) filter (where kind in ('released', 'sold')), 0)
                      reserved,
                    coalesce(sum(quantity) filter (where kind = 'sold'), 0)
                      - coalesce(sum(quantity) filter (where kind = 'returned'), 0) sold
                  from stock_movement group by sku),
                held as (
                  select l.sku,
                    coalesce(sum(l.quantity - l.returned) filter (where o.goods = 'reserved'), 0)
                      reserved,
                    coalesce(sum(l.quantity - l.returned) filter (where o.goods = 'sold'), 0) sold
                  from order_line l join orders o on o.id = l.order_id group by l.sku)
                select s.* from stock s
                left join moved using (sku) left join held using (sku)
                where (s.received, s.reserved, s.sold) is distinct from
                    (coalesce(moved.received, 0), coalesce(moved.reserved, 0),
                     coalesce(moved.sold, 0))
                  or (s.reserved, s.sold) is distinct from
                    (coalesce(held.reserved, 0), coalesce(held.sold, 0))
                """))
        .isEmpty();
  }

  public record Stock(long onHand, long reserved, long sold) {}
}

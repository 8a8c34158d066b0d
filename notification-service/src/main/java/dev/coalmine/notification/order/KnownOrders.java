package dev.coalmine.notification.order;

import dev.coalmine.notification.domain.KnownOrder;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Our view of orders, kept from what was said when they were placed. */
@Repository
public class KnownOrders {

  private final JdbcClient jdbc;

  KnownOrders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Until the commit, no other transaction decides about this order. Two topics tell of it. Without
   * the lock, a consumer of one topic could miss what a consumer of the other has yet to commit.
   */
  public void lock(String id) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .params(id)
        .query((_, _) -> true)
        .single();
  }

  public void add(KnownOrder order) {
    jdbc.sql(
            """
            insert into known_order (id, customer, email, total, currency)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(order.id(), order.customer(), order.email(), order.total(), order.currency())
        .update();
  }

  public Optional<KnownOrder> find(String id) {
    return jdbc.sql("select id, customer, email, total, currency from known_order where id = ?")
        .params(id)
        .query(
            (row, _) ->
                new KnownOrder(
                    row.getString("id"),
                    row.getString("customer"),
                    row.getString("email"),
                    row.getLong("total"),
                    row.getString("currency")))
        .optional();
  }
}

package dev.coalmine.notification.store;

import dev.coalmine.notification.domain.KnownOrder;
import dev.coalmine.notification.domain.KnownOrders;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcKnownOrders implements KnownOrders {

  private final JdbcClient jdbc;

  JdbcKnownOrders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void lock(String id) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .params(id)
        .query((_, _) -> true)
        .single();
  }

  @Override
  public void add(KnownOrder order) {
    jdbc.sql(
            """
            insert into known_order (id, customer, email, total, currency)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """)
        .params(order.id(), order.customer(), order.email(), order.total(), order.currency())
        .update();
  }

  @Override
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

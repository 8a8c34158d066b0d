package dev.coalmine.order.store;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.orders.CancellationReason;
import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.State;
import dev.coalmine.order.orders.State.Cancelled;
import dev.coalmine.order.orders.State.Cancelling;
import dev.coalmine.order.orders.State.Confirmed;
import dev.coalmine.order.orders.State.Goods;
import dev.coalmine.order.orders.State.Pending;
import dev.coalmine.order.orders.State.Rejected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An order's state as columns, and from columns. */
record OrderRows(String status, @Nullable String reason, boolean captured, String goods) {

  /** The columns that {@link #order} reads. */
  static final String COLUMNS =
      "id, customer, email, amount, currency, status, reason, captured, goods, sequence, placed_at";

  static OrderRows of(State state) {
    return switch (state) {
      case Pending _ -> new OrderRows("Pending", null, false, "reserved");
      case Confirmed(var captured) -> new OrderRows("Confirmed", null, captured, "sold");
      case Rejected(var reason) -> new OrderRows("Rejected", reason, false, "none");
      case Cancelling(var reason, var goods) ->
          new OrderRows("Cancelling", reason.text(), false, goods.name().toLowerCase(Locale.ROOT));
      case Cancelled(var reason) -> new OrderRows("Cancelled", reason.text(), false, "none");
    };
  }

  static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getLong("id"),
        row.getString("customer"),
        row.getString("email"),
        new Money(row.getLong("amount"), row.getString("currency")),
        state(row),
        row.getLong("sequence"),
        row.getTimestamp("placed_at").toInstant());
  }

  private static State state(ResultSet row) throws SQLException {
    var reason = row.getString("reason");
    return switch (row.getString("status")) {
      case "Pending" -> new Pending();
      case "Confirmed" -> new Confirmed(row.getBoolean("captured"));
      case "Rejected" -> new Rejected(reason);
      case "Cancelling" ->
          new Cancelling(
              CancellationReason.of(reason),
              Goods.valueOf(row.getString("goods").toUpperCase(Locale.ROOT)));
      case "Cancelled" -> new Cancelled(CancellationReason.of(reason));
      default -> throw new IllegalStateException("no such status: " + row.getString("status"));
    };
  }
}

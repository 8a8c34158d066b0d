package dev.coalmine.lab.bench;

import com.github.f4b6a3.tsid.TsidCreator;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** The rows of historical orders in the services' databases, copied in bulk. */
final class HistoricalRows implements AutoCloseable {

  private final Connection orders;
  private final Connection payments;
  private final Connection notifications;

  HistoricalRows(SystemState system) throws SQLException {
    orders = connect(system, "orders");
    payments = connect(system, "payments");
    notifications = connect(system, "notifications");
  }

  private static Connection connect(SystemState system, String name) throws SQLException {
    var database = system.database(name);
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }

  /**
   * The product that all of them bought; what is left of it is nothing.
   *
   * @throws UserError when that was done before
   */
  void putOnSale(int pieces) throws SQLException {
    try (var statement = orders.createStatement()) {
      statement.execute(
          """
          insert into product values ('%1$s', 'Of the filling', 1);
          insert into offer values ('%1$s', 'standard', %2$d, 'EUR');
          insert into stock values ('%1$s', 0, 0, %3$d, %3$d);
          insert into stock_movement (sku, kind, quantity) values ('%1$s', 'received', %3$d)
          """
              .formatted(HistoricalOrder.SKU, HistoricalOrder.PRICE, pieces));
    } catch (SQLException e) {
      if ("23505".equals(e.getSQLState())) {
        throw new UserError("it is filled already; ./coalmine up --fresh empties it", e);
      }
      throw e;
    }
  }

  void write(List<HistoricalOrder> batch) throws SQLException, IOException {
    writeOrders(batch);
    writePayments(batch);
    writeNotifications(batch);
  }

  private void writeOrders(List<HistoricalOrder> batch) throws SQLException, IOException {
    copy(
        orders,
        "orders (id, customer, status, captured, goods, amount, currency, sequence, placed_at)",
        batch,
        it ->
            row(
                number(it),
                it.customer(),
                "Confirmed",
                "t",
                "sold",
                HistoricalOrder.PRICE,
                "EUR",
                2,
                it.id().getInstant()));
    copy(
        orders,
        "order_line (order_id, line, sku, offer, quantity, amount)",
        batch,
        it -> row(number(it), 1, HistoricalOrder.SKU, "standard", 1, HistoricalOrder.PRICE));
    copy(
        orders,
        "order_history (order_id, sequence, status, at)",
        batch,
        it ->
            row(number(it), 1, "Pending", it.id().getInstant())
                + row(number(it), 2, "Confirmed", it.id().getInstant()));
    copy(
        orders,
        "stock_movement (sku, order_id, kind, quantity)",
        batch,
        it ->
            row(HistoricalOrder.SKU, number(it), "reserved", 1)
                + row(HistoricalOrder.SKU, number(it), "sold", 1));
    copy(
        orders,
        "idempotency_key (customer, route, key, fingerprint, resource, created_at)",
        batch,
        it -> row(it.customer(), "orders", it.id(), "", number(it), it.id().getInstant()));
    applied(orders, "payments.events", batch);
  }

  private void writePayments(List<HistoricalOrder> batch) throws SQLException, IOException {
    copy(
        payments,
        "payment (id, order_id, customer, amount, currency, state, intent, sequence)",
        batch,
        it ->
            row(
                number(it),
                it.id(),
                it.customer(),
                HistoricalOrder.PRICE,
                "EUR",
                "Captured",
                it.intent(),
                2));
    copy(
        payments,
        "ledger_transaction (id, payment_id, kind, reference)",
        batch,
        it -> row(number(it), number(it), "Capture", "bulk-" + it.id()));
    copy(
        payments,
        "ledger_entry (transaction_id, account, amount, currency)",
        batch,
        it ->
            row(number(it), "AcquirerBalance", it.net(), "EUR")
                + row(number(it), "AcquirerFees", HistoricalOrder.PRICE - it.net(), "EUR")
                + row(number(it), "Sales", -HistoricalOrder.PRICE, "EUR"));
    applied(payments, "orders.events", batch);
  }

  private void writeNotifications(List<HistoricalOrder> batch) throws SQLException, IOException {
    copy(
        notifications,
        "known_order (id, customer, total, currency)",
        batch,
        it -> row(it.id(), it.customer(), HistoricalOrder.PRICE, "EUR"));
    copy(
        notifications,
        "notification (id, event_id, channel, template, order_id, customer, details, status)",
        batch,
        it ->
            told(it, "order.placed.v1", "stream", "order-placed", "Sent")
                + told(it, "order.confirmed.v1", "stream", "order-confirmed", "Sent")
                // the customer has no address
                + told(it, "order.confirmed.v1", "mail", "order-confirmed", "Skipped")
                + told(it, "payment.captured.v1", "stream", "payment-captured", "Sent"));
    applied(notifications, "orders.events", batch);
    applied(notifications, "payments.events", batch);
  }

  private static String told(
      HistoricalOrder order, String type, String channel, String template, String status) {
    return row(
        TsidCreator.getTsid().toLong(),
        HistoricalEvents.id(order, type),
        channel,
        template,
        order.id(),
        order.customer(),
        "{}",
        status);
  }

  private static void applied(Connection database, String topic, List<HistoricalOrder> batch)
      throws SQLException, IOException {
    copy(database, "inbox (topic, key, last_sequence)", batch, it -> row(topic, it.id(), 2));
  }

  private static long number(HistoricalOrder order) {
    return order.id().toLong();
  }

  private static String row(Object... columns) {
    return Stream.of(columns).map(String::valueOf).collect(Collectors.joining("\t", "", "\n"));
  }

  private static void copy(
      Connection database,
      String table,
      List<HistoricalOrder> batch,
      Function<HistoricalOrder, String> rows)
      throws SQLException, IOException {
    var text = batch.stream().map(rows).collect(Collectors.joining());
    database
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("copy " + table + " from stdin", new StringReader(text));
  }

  @Override
  public void close() throws SQLException {
    orders.close();
    payments.close();
    notifications.close();
  }
}

package dev.coalmine.lab.settled;

import com.github.f4b6a3.tsid.Tsid;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The states of every order in order-service and in payment-service, side by side.
 *
 * @param orders by id
 * @param payments their states by order id
 * @param keys the order or return that each customer's idempotency key made
 */
public record OrderStates(
    Map<String, Order> orders, Map<String, String> payments, Map<Key, String> keys) {

  public record Order(String customer, String status, boolean captured) {}

  public record Key(String customer, String key) {}

  /** The states of orders that have come to their end, with those of their payments. */
  private static final Map<String, Set<String>> SETTLED =
      Map.of(
          "Confirmed", Set.of("Captured"),
          "Rejected", Set.of("Declined", "Voided"),
          "Cancelled", Set.of("Voided", "Refunded", "Declined"));

  public static OrderStates read(Stores stores) {
    var orders = new HashMap<String, Order>();
    Stores.list(
        stores.orders(),
        "select id, customer, status, captured from orders",
        row ->
            orders.put(
                text(row.getLong("id")),
                new Order(
                    row.getString("customer"),
                    row.getString("status"),
                    row.getBoolean("captured"))));
    var payments = new HashMap<String, String>();
    Stores.list(
        stores.payments(),
        "select order_id, state from payment",
        row -> payments.put(row.getString("order_id"), row.getString("state")));
    var keys = new HashMap<Key, String>();
    Stores.list(
        stores.orders(),
        "select customer, key, resource from idempotency_key",
        row ->
            keys.put(
                new Key(row.getString("customer"), row.getString("key")),
                text(row.getLong("resource"))));
    return new OrderStates(orders, payments, keys);
  }

  private static String text(long id) {
    return Tsid.from(id).toString();
  }

  public boolean isSettled(String order) {
    var known = orders.get(order);
    return known != null && SETTLED.getOrDefault(known.status(), Set.of()).contains(payment(order));
  }

  public String payment(String order) {
    return payments.getOrDefault(order, "none");
  }

  /** How many orders are in each pair of states, as "Confirmed, Captured". */
  Map<String, Long> pairs() {
    return orders.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                it -> it.getValue().status() + ", " + payment(it.getKey()),
                java.util.TreeMap::new,
                Collectors.counting()));
  }
}

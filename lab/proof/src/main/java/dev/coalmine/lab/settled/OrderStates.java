package dev.coalmine.lab.settled;

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
    return new OrderStates(
        Stores.map(
            stores.orders(),
            "select id, customer, status, captured from orders",
            Stores::id,
            row -> new Order(row.getString(2), row.getString(3), row.getBoolean(4))),
        Stores.map(
            stores.payments(),
            "select order_id, state from payment",
            row -> row.getString(1),
            row -> row.getString(2)),
        Stores.map(
            stores.orders(),
            "select resource, customer, key from idempotency_key",
            row -> new Key(row.getString(2), row.getString(3)),
            Stores::id));
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

package dev.coalmine.lab.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** I6: events lie in order in their topics, and every consumer has applied the last of each key. */
final class SequenceCheck {

  private SequenceCheck() {}

  static Finding check(Evidence evidence) {
    var orders = evidence.orderEvents();
    var payments = evidence.paymentEvents();
    var broken = new ArrayList<String>();
    broken.addAll(orders.disorders());
    broken.addAll(payments.disorders());
    compare("order-service", payments, evidence.orders().applied(), broken);
    compare("payment-service", orders, evidence.payments().applied(), broken);
    compare("notification-service", orders, evidence.notifications().appliedOrders(), broken);
    compare("notification-service", payments, evidence.notifications().appliedPayments(), broken);
    return new Finding(
        "I6",
        "events are applied in order per order and topic",
        "%d and %d events of %d orders, %d repeats, %d early"
            .formatted(
                orders.records(),
                payments.records(),
                orders.last().size(),
                orders.repeats() + payments.repeats(),
                orders.early() + payments.early()),
        broken);
  }

  private static void compare(
      String consumer, Topic topic, Map<String, Long> applied, List<String> broken) {
    topic
        .last()
        .forEach(
            (key, last) -> {
              long got = applied.getOrDefault(key, 0L);
              if (got != last) {
                broken.add(
                    "%s has applied event %d of %s in %s, the last is %d"
                        .formatted(consumer, got, key, topic.name(), last));
              }
            });
  }
}

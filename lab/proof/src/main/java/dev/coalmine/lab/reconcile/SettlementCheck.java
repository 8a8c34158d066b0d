package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.settled.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** I4: every order comes to its end, in time; a cancellation too. */
final class SettlementCheck {

  private SettlementCheck() {}

  /**
   * @param limit from the order to its end, and from the wish to cancel it to its cancellation
   */
  static Finding check(Evidence evidence, Duration limit) {
    var broken = new ArrayList<>(Verdict.unsettled(evidence.states()));
    var orders = evidence.orderEvents().times();
    var cancelled = of(orders, "order.cancelled.v1");
    var ends =
        List.of(
            of(orders, "order.rejected.v1"),
            cancelled,
            of(evidence.paymentEvents().times(), "payment.captured.v1"));
    var longest = Duration.ZERO;
    var placed = of(orders, "order.placed.v1");
    for (var order : placed.entrySet()) {
      var end =
          ends.stream()
              .flatMap(it -> Stream.ofNullable(it.get(order.getKey())))
              .sorted()
              .findFirst();
      if (end.isEmpty()) {
        continue; // unsettled, and said so already
      }
      var took = Duration.between(order.getValue(), end.get());
      longest = took.compareTo(longest) > 0 ? took : longest;
      if (took.compareTo(limit) > 0) {
        broken.add(
            "order %s took %s to come to its end".formatted(order.getKey(), Durations.text(took)));
      }
    }
    of(orders, "order.cancellation-requested.v1")
        .forEach(
            (order, wished) -> {
              var end = cancelled.get(order);
              if (end != null && Duration.between(wished, end).compareTo(limit) > 0) {
                broken.add(
                    "the cancellation of order %s took %s"
                        .formatted(order, Durations.text(Duration.between(wished, end))));
              }
            });
    return new Finding(
        "I4",
        "every order settles within " + Durations.text(limit),
        "%d orders, the slowest after %.1f s".formatted(placed.size(), longest.toMillis() / 1e3),
        broken);
  }

  private static Map<String, Instant> of(Map<String, Map<String, Instant>> times, String type) {
    return times.getOrDefault(type, Map.of());
  }
}

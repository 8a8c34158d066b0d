package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.journal.Entry.Action;
import dev.coalmine.lab.settled.Verdict;
import java.util.ArrayList;
import java.util.List;

/** I1: what was acknowledged to a client exists, and what a service decided was published. */
final class DurabilityCheck {

  private DurabilityCheck() {}

  static Finding check(Evidence evidence) {
    var broken = new ArrayList<>(Verdict.unkept(evidence.journal(), evidence.states()));
    evidence
        .orders()
        .decided()
        .forEach((order, events) -> compare(order, events, evidence.orderEvents(), broken));
    evidence
        .payments()
        .payments()
        .forEach((o, payment) -> compare(o, payment.decided(), evidence.paymentEvents(), broken));
    evidence.orderEvents().last().keySet().stream()
        .filter(order -> !evidence.orders().amounts().containsKey(order))
        .map("order %s was published and does not exist"::formatted)
        .forEach(broken::add);
    long acknowledged =
        evidence.journal().stream()
            .filter(it -> it.intent().action() == Action.PLACE && it.isAcknowledged())
            .count();
    return new Finding(
        "I1",
        "an acknowledged order is never lost",
        "%d acknowledged to clients, %d in the database, %d published"
            .formatted(
                acknowledged,
                evidence.orders().amounts().size(),
                evidence.orderEvents().last().size()),
        broken);
  }

  /** A last event that is lost leaves no hole among the others. */
  private static void compare(String order, long decided, Topic topic, List<String> broken) {
    long published = topic.last().getOrDefault(order, 0L);
    if (published != decided) {
      broken.add(
          "order %s has %d events by its database, the last in %s is event %d"
              .formatted(order, decided, topic.name(), published));
    }
  }
}

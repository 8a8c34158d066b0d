package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.journal.Entry.Action;
import dev.coalmine.lab.settled.Verdict;
import java.util.ArrayList;

/** I1: what a client was told is done, is there; and what one service has, the others know. */
final class Acknowledged {

  private Acknowledged() {}

  static Finding check(Evidence evidence) {
    var broken = new ArrayList<>(Verdict.unkept(evidence.journal(), evidence.states()));
    evidence.orders().amounts().keySet().stream()
        .filter(order -> !evidence.orderEvents().last().containsKey(order))
        .map("order %s was never published"::formatted)
        .forEach(broken::add);
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
}

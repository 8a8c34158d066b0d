package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.reconcile.OrderBooks.Returned;
import dev.coalmine.lab.reconcile.PaymentBooks.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/** I3: the ledger balances, and says of every intent what the acquirer says. */
final class MoneyCheck {

  private MoneyCheck() {}

  static Finding check(Evidence evidence) {
    var broken = new ArrayList<String>();
    var transactions = evidence.payments().transactions();
    transactions.stream()
        .filter(it -> it.sum() != 0)
        .map(
            it ->
                "ledger transaction %s of order %s sums to %d"
                    .formatted(it.reference(), it.order(), it.sum()))
        .forEach(broken::add);
    var booked =
        transactions.stream()
            .collect(
                Collectors.groupingBy(
                    Transaction::order, Collectors.summingLong(Transaction::balance)));
    var nets = evidence.acquirer().nets();
    evidence
        .payments()
        .payments()
        .forEach(
            (order, payment) -> {
              long ours = booked.getOrDefault(order, 0L);
              long theirs = payment.intent() == null ? 0 : nets.getOrDefault(payment.intent(), 0L);
              if (ours != theirs) {
                broken.add(
                    "order %s brought %d by our ledger and %d by the acquirer (%s)"
                        .formatted(order, ours, theirs, payment.intent()));
              }
            });
    checkRefunds(evidence, broken);
    long ours = transactions.stream().mapToLong(Transaction::balance).sum();
    if (ours != evidence.acquirer().balance()) {
      broken.add(
          "our ledger has a balance of %d, the acquirer one of %d"
              .formatted(ours, evidence.acquirer().balance()));
    }
    return new Finding(
        "I3",
        "the ledger balances and equals the acquirer's",
        "%d ledger transactions, %d intents; balance %,d.%02d"
            .formatted(
                transactions.size(),
                evidence.acquirer().intents().size(),
                ours / 100,
                Math.abs(ours % 100)),
        broken);
  }

  /** What order-service says was given back, went back to the card. */
  private static void checkRefunds(Evidence evidence, List<String> broken) {
    var received = new HashMap<String, Long>();
    evidence
        .acquirer()
        .intents()
        .values()
        .forEach(intent -> received.merge(intent.order(), intent.received(), Long::sum));
    evidence
        .states()
        .orders()
        .forEach(
            (id, order) -> {
              long all = received.getOrDefault(id, 0L);
              var returned = evidence.orders().returned().getOrDefault(id, Returned.NONE);
              boolean cancelled = order.status().equals("Cancelled");
              long most = cancelled ? all : returned.refunded();
              long least = cancelled ? all - returned.failed() : returned.refunded();
              long refunded = evidence.acquirer().refunded().getOrDefault(id, 0L);
              if (refunded < least || refunded > most) {
                broken.add(
                    "of order %s (%s) %d should have been refunded, the acquirer refunded %d"
                        .formatted(id, order.status(), most, refunded));
              }
            });
  }
}

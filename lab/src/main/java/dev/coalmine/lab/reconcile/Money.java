package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.reconcile.PaymentBooks.Transaction;
import java.util.ArrayList;
import java.util.stream.Collectors;

/** I3: the ledger balances, and says of every intent what the acquirer says. */
final class Money {

  private Money() {}

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
}

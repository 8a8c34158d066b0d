package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.reconcile.AcquirerBooks.Intent;
import dev.coalmine.lab.reconcile.PaymentBooks.Payment;
import dev.coalmine.lab.reconcile.PaymentBooks.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** I2: at most one capture per order, at the acquirer and in the ledger; and its amount. */
final class CaptureCheck {

  private static final Set<String> TAKEN = Set.of("Captured", "Refunded");

  private CaptureCheck() {}

  static Finding check(Evidence evidence) {
    var broken = new ArrayList<String>();
    var captured =
        evidence.acquirer().intents().values().stream()
            .filter(Intent::isCaptured)
            .collect(Collectors.groupingBy(Intent::order));
    captured.forEach((order, intents) -> checkTaken(order, intents, evidence, broken));
    evidence.acquirer().intents().forEach((id, intent) -> checkHeld(id, intent, evidence, broken));
    evidence.payments().payments().forEach((o, payment) -> checkPaid(o, payment, captured, broken));
    var booked =
        evidence.payments().transactions().stream()
            .filter(it -> it.kind().equals("Capture"))
            .collect(Collectors.groupingBy(Transaction::order, Collectors.counting()));
    booked.forEach(
        (order, times) -> {
          if (times > 1) {
            broken.add("the ledger has %d captures of order %s".formatted(times, order));
          }
        });
    return new Finding(
        "I2",
        "at most one capture per order",
        "%d captured at the acquirer, %d in the ledger".formatted(captured.size(), booked.size()),
        broken);
  }

  private static void checkTaken(
      String order, List<Intent> intents, Evidence evidence, List<String> broken) {
    var amount = evidence.orders().amounts().get(order);
    if (amount == null) {
      broken.add("the acquirer captured for order %s, which does not exist".formatted(order));
      return;
    }
    if (intents.size() > 1) {
      broken.add("the acquirer captured %d times for order %s".formatted(intents.size(), order));
    }
    for (var intent : intents) {
      if (intent.received() != amount) {
        broken.add(
            "the acquirer captured %d for order %s of %d"
                .formatted(intent.received(), order, amount));
      }
    }
  }

  private static void checkHeld(String id, Intent intent, Evidence evidence, List<String> broken) {
    if (intent.isHeld()) {
      broken.add(
          "the acquirer still holds money for order %s (%s), which is %s"
              .formatted(intent.order(), id, evidence.states().payment(intent.order())));
    }
  }

  private static void checkPaid(
      String order, Payment payment, Map<String, List<Intent>> captured, List<String> broken) {
    boolean taken = captured.containsKey(order);
    boolean saysSo = TAKEN.contains(payment.state()) && payment.amount() > 0;
    if (taken != saysSo) {
      broken.add(
          "payment of order %s is %s, the acquirer has %s"
              .formatted(order, payment.state(), taken ? "captured" : "captured nothing"));
    }
  }
}

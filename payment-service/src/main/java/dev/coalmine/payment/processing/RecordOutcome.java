package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.AcquirerOutcome;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.Ledger;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentLifecycle;
import dev.coalmine.payment.domain.PaymentLifecycle.Transition;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.platform.transaction.Transactions;

/** Stores the acquirer's outcomes: state, ledger and event in one transaction. */
public class RecordOutcome {

  private final Transactions transactions;
  private final Payments payments;
  private final Ledger ledger;
  private final ApplyTransition transitions;

  public RecordOutcome(
      Transactions transactions, Payments payments, Ledger ledger, ApplyTransition transitions) {
    this.transactions = transactions;
    this.payments = payments;
    this.ledger = ledger;
    this.transitions = transitions;
  }

  /**
   * Applies a known outcome regardless of who reports it. Postponing requires the current claim.
   *
   * @return the payment in its new state; after an unclear outcome it is due again later
   * @throws ClaimLost when the outcome only postpones and another worker has claimed the payment
   */
  public Payment record(Payment worked, AcquirerOutcome outcome) {
    return transactions.run(_ -> recordLocked(worked, outcome));
  }

  private Payment recordLocked(Payment worked, AcquirerOutcome outcome) {
    var payment = payments.lock(worked.id());
    var next = PaymentLifecycle.after(payment, outcome);
    if (outcome instanceof Unclear || next.isEmpty() && payment.state().isWork()) {
      ClaimLost.check(worked, payment);
      return transitions.postpone(payment, next.map(Transition::state).orElse(payment.state()));
    }
    if (next.isEmpty()) {
      return payment;
    }
    if (outcome instanceof Captured(var transaction, var fee) && !payment.isFree()) {
      ledger.captured(payment.id(), transaction, payment.price(), fee);
    }
    return transitions.apply(payment, next.get());
  }
}

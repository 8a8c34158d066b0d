package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.NoAnswer;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.NotRefunded;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.Pending;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.Refunded;
import dev.coalmine.payment.domain.Incidents;
import dev.coalmine.payment.domain.Ledger;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentEvent;
import dev.coalmine.payment.domain.PaymentEvent.PaymentRefunded;
import dev.coalmine.payment.domain.PaymentEvent.RefundFailed;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.payment.domain.PaymentLifecycle;
import dev.coalmine.payment.domain.PaymentLifecycle.RefundDecision;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Refund;
import dev.coalmine.payment.domain.Refund.Status;
import dev.coalmine.payment.domain.Refunds;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the acquirer once for each open refund, and stores the outcome of each and of all. */
public class RefundPayment {

  private final Transactions transactions;
  private final Payments payments;
  private final Refunds refunds;
  private final Acquirer acquirer;
  private final Ledger ledger;
  private final ApplyTransition transitions;
  private final PaymentEventPublisher events;
  private final Incidents incidents;
  private final Duration lease;
  private final Clock clock;

  public RefundPayment(
      Transactions transactions,
      Payments payments,
      Refunds refunds,
      Acquirer acquirer,
      Ledger ledger,
      ApplyTransition transitions,
      PaymentEventPublisher events,
      Incidents incidents,
      Duration lease,
      Clock clock) {
    this.transactions = transactions;
    this.payments = payments;
    this.refunds = refunds;
    this.acquirer = acquirer;
    this.ledger = ledger;
    this.transitions = transitions;
    this.events = events;
    this.incidents = incidents;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * @return the payment afterwards; while a refund is open it is due again later
   * @throws ClaimLost when another worker has claimed the payment
   */
  public Payment refund(Payment payment) {
    for (var refund : transactions.run(_ -> refunds.open(payment.id()))) {
      var outcome =
          refund.amount() == 0 || payment.isFree()
              ? new Refunded(null)
              : acquirer.refund(payment, beginAttempt(payment, refund));
      record(payment, refund, outcome);
    }
    return transactions.run(_ -> finish(payment));
  }

  private Refund beginAttempt(Payment worked, Refund refund) {
    return transactions.run(
        _ -> {
          payments
              .renew(worked.id(), worked.claim(), clock.instant().plus(lease))
              .orElseThrow(() -> new ClaimLost(worked));
          return refunds.beginAttempt(refund.id());
        });
  }

  private void record(Payment worked, Refund refund, RefundOutcome outcome) {
    transactions.run(
        _ -> {
          recordLocked(worked, payments.lock(worked.id()), refund, outcome);
          return true;
        });
    if (outcome instanceof NotRefunded(_, var reason)) {
      incidents.refundRefused(worked.orderId(), reason);
    }
  }

  /** Money that has moved is recorded regardless of the claim. */
  private void recordLocked(Payment worked, Payment payment, Refund refund, RefundOutcome outcome) {
    switch (outcome) {
      case Refunded(var reference) -> {
        book(payment, refund, reference);
        if (refunds.move(refund.id(), Status.SUCCEEDED, reference)) {
          publish(payment, new PaymentRefunded(money(payment, refund), refund.returnId()));
        }
      }
      case Pending(var reference) -> {
        book(payment, refund, reference);
        refunds.move(refund.id(), Status.PENDING, reference);
      }
      case NotRefunded(var reference, var reason) -> {
        if (reference == null) {
          ClaimLost.check(worked, payment); // no money moved, so the current claim is required
        }
        recordRefusal(payment, refund, reference, reason);
      }
      case NoAnswer(_, var keyIsUsed) -> {
        ClaimLost.check(worked, payment);
        if (keyIsUsed) {
          refunds.countFailure(refund.id());
        }
      }
    }
  }

  /**
   * A refused refund of a return is published, and people settle it. The rest after a cancellation
   * is retried until it is refunded, so its refusal is not published.
   */
  private void recordRefusal(
      Payment payment, Refund refund, @Nullable String reference, String reason) {
    if (reference != null) {
      book(payment, refund, reference); // the money had left our balance
      ledger.refundFailed(payment.id(), reference, money(payment, refund));
    }
    refunds.countFailure(refund.id());
    if (refunds.move(refund.id(), Status.FAILED, reference) && !refund.isRest()) {
      publish(payment, new RefundFailed(refund.returnId(), reason));
    }
  }

  private void publish(Payment payment, PaymentEvent event) {
    events.publish(payment, payments.nextSequence(payment.id()), event);
  }

  private void book(Payment payment, Refund refund, @Nullable String reference) {
    if (reference != null) {
      ledger.refunded(payment.id(), reference, money(payment, refund));
    }
  }

  private static Money money(Payment payment, Refund refund) {
    return new Money(refund.amount(), payment.price().currency());
  }

  /** Decides what follows when each open refund was asked for once more. */
  private Payment finish(Payment worked) {
    var payment = payments.lock(worked.id());
    var decision = PaymentLifecycle.afterRefunds(payment, refunds.all(payment.id()));
    if (decision.isEmpty()) {
      return payment;
    }
    ClaimLost.check(worked, payment);
    return switch (decision.get()) {
      case RefundDecision.Wait() -> transitions.postpone(payment, payment.state());
      case RefundDecision.ReopenRest(var rest) -> {
        refunds.reopen(rest.id());
        yield transitions.postpone(payment, payment.state());
      }
      case RefundDecision.AddRest() -> {
        transitions.addRest(payment);
        yield payment;
      }
      case RefundDecision.Finished(var transition) -> transitions.apply(payment, transition);
    };
  }
}

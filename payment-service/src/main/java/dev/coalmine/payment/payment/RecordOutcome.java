package dev.coalmine.payment.payment;

import dev.coalmine.payment.ledger.Ledger;
import dev.coalmine.payment.payment.Acquirer.RefundOutcome;
import dev.coalmine.payment.payment.Outcome.Taken;
import dev.coalmine.payment.payment.PaymentEvent.PaymentRefunded;
import dev.coalmine.payment.payment.PaymentEvent.RefundFailed;
import dev.coalmine.payment.payment.Refund.Status;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what the acquirer has done: state, ledger and event together. */
@Service
class RecordOutcome {

  private final Payments payments;
  private final Refunds refunds;
  private final Ledger ledger;
  private final TakeStep step;
  private final PaymentEvents events;
  private final PaymentSettings settings;
  private final Clock clock;

  RecordOutcome(
      Payments payments,
      Refunds refunds,
      Ledger ledger,
      TakeStep step,
      PaymentEvents events,
      PaymentSettings settings,
      Clock clock) {
    this.payments = payments;
    this.refunds = refunds;
    this.ledger = ledger;
    this.step = step;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
  }

  /** Answers the payment as it is now; what is unclear is due again later. */
  @Transactional
  Payment record(long id, Outcome outcome) {
    var payment = payments.lock(id);
    var next = PaymentLifecycle.after(payment, outcome);
    if (outcome instanceof Outcome.Unclear || next.isEmpty() && payment.state().isWork()) {
      var state = next.map(PaymentLifecycle.Next::state).orElse(payment.state());
      payments.postpone(id, state, clock.instant().plus(settings.pause(payment.failures())));
      return payments.lock(id);
    }
    if (next.isPresent()) {
      if (outcome instanceof Taken(var transaction, var fee) && !payment.isFree()) {
        ledger.captured(id, transaction, payment.price(), fee);
      }
      step.take(payment, next.get());
    }
    return payments.lock(id);
  }

  @Transactional(readOnly = true)
  Payment load(long id) {
    return payments.get(id);
  }

  /** Stores the intent and the attempt's number: before the acquirer is asked to act on it. */
  @Transactional
  Payment beginAttempt(long id, String intent) {
    return payments.beginAttempt(id, intent);
  }

  @Transactional
  List<Refund> openRefunds(long paymentId) {
    return refunds.open(paymentId);
  }

  @Transactional
  int beginRefundAttempt(long refundId) {
    return refunds.beginAttempt(refundId);
  }

  /** Says whether the refund has come to its end. */
  @Transactional
  boolean recordRefund(Payment stale, Refund refund, RefundOutcome outcome) {
    var payment = payments.lock(stale.id());
    return switch (outcome) {
      case RefundOutcome.Refunded(var reference) -> {
        book(payment, refund, reference);
        close(
            payment,
            refund,
            Status.SUCCEEDED,
            reference,
            new PaymentRefunded(refund.amount(), refund.returnId()));
        yield true;
      }
      case RefundOutcome.Pending(var reference) -> {
        book(payment, refund, reference);
        refunds.move(refund.id(), Status.PENDING, reference);
        yield false;
      }
      case RefundOutcome.NotRefunded(var reference, var reason) -> {
        if (reference != null) {
          ledger.refundFailed(payment.id(), reference, money(payment, refund));
        }
        close(
            payment, refund, Status.FAILED, reference, new RefundFailed(refund.returnId(), reason));
        yield true;
      }
      case RefundOutcome.NoAnswer _ -> false;
    };
  }

  private void close(
      Payment payment, Refund refund, Status status, String reference, PaymentEvent event) {
    if (refunds.move(refund.id(), status, reference)) {
      events.publish(payment, payments.nextSequence(payment.id()), event);
    }
  }

  private void book(Payment payment, Refund refund, String reference) {
    if (reference != null) {
      ledger.refunded(payment.id(), reference, money(payment, refund));
    }
  }

  private static Money money(Payment payment, Refund refund) {
    return new Money(refund.amount(), payment.price().currency());
  }

  /** After all refunds that could be made: the payment rests, or there is more to give back. */
  @Transactional
  Payment finishRefunds(long id) {
    var payment = payments.lock(id);
    if (payment.state() != PaymentState.REFUNDING) {
      return payment;
    }
    var all = refunds.all(id);
    var rest = all.stream().filter(r -> r.returnId() == null).findFirst();
    boolean open = all.stream().anyMatch(r -> r.status().isOpen());
    if (open) {
      payments.postpone(
          id, payment.state(), clock.instant().plus(settings.pause(payment.failures())));
    } else if (payment.cancelRequested() && rest.isEmpty()) {
      step.addRest(payment);
    } else {
      boolean undone = rest.isPresent() && rest.get().status() == Status.SUCCEEDED;
      payments.move(
          id,
          undone ? PaymentState.REFUNDED : PaymentState.CAPTURED,
          null,
          payment.sequence(),
          null,
          null);
    }
    return payments.lock(id);
  }
}

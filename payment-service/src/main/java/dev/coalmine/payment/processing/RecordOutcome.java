package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Acquirer.RefundOutcome;
import dev.coalmine.payment.domain.AcquirerOutcome;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.Ledger;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentEvent;
import dev.coalmine.payment.domain.PaymentEvent.PaymentRefunded;
import dev.coalmine.payment.domain.PaymentEvent.RefundFailed;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.payment.domain.PaymentLifecycle;
import dev.coalmine.payment.domain.PaymentLifecycle.RefundDecision;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Refund;
import dev.coalmine.payment.domain.Refund.Status;
import dev.coalmine.payment.domain.Refunds;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores the acquirer's outcomes: state, ledger and event in one transaction. */
@Service
class RecordOutcome {

  private static final Logger log = LoggerFactory.getLogger(RecordOutcome.class);

  private final Payments payments;
  private final Refunds refunds;
  private final Ledger ledger;
  private final ApplyTransition transitions;
  private final PaymentEventPublisher events;
  private final PaymentSettings settings;
  private final Clock clock;
  private final MeterRegistry meters;

  RecordOutcome(
      Payments payments,
      Refunds refunds,
      Ledger ledger,
      ApplyTransition transitions,
      PaymentEventPublisher events,
      PaymentSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.payments = payments;
    this.refunds = refunds;
    this.ledger = ledger;
    this.transitions = transitions;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Applies a known outcome regardless of who reports it. Postponing requires the current claim.
   *
   * @return the payment in its new state; after an unclear outcome it is due again later
   * @throws ClaimLost when the outcome only postpones and another worker has claimed the payment
   */
  @Transactional
  Payment record(Payment worked, AcquirerOutcome outcome) {
    var payment = payments.lock(worked.id());
    var next = PaymentLifecycle.after(payment, outcome);
    if (outcome instanceof AcquirerOutcome.Unclear || next.isEmpty() && payment.state().isWork()) {
      checkClaim(worked, payment);
      var state = next.map(PaymentLifecycle.Transition::state).orElse(payment.state());
      return postpone(payment, state);
    }
    if (next.isEmpty()) {
      return payment;
    }
    if (outcome instanceof Captured(var transaction, var fee) && !payment.isFree()) {
      ledger.captured(payment.id(), transaction, payment.price(), fee);
    }
    return transitions.apply(payment, next.get());
  }

  private static void checkClaim(Payment worked, Payment now) {
    if (worked.claim() != now.claim()) {
      throw new ClaimLost(now);
    }
  }

  private Payment postpone(Payment payment, PaymentState state) {
    payments.postpone(
        payment.id(), state, clock.instant().plus(settings.pause(payment.failures())));
    return payments.lock(payment.id());
  }

  /**
   * Prolongs the claim before the acquirer is asked to act.
   *
   * @throws ClaimLost when another worker has claimed the payment
   */
  @Transactional
  Payment renew(Payment worked) {
    return payments
        .renew(worked.id(), worked.claim(), leaseEnd())
        .orElseThrow(() -> new ClaimLost(worked));
  }

  private Instant leaseEnd() {
    return clock.instant().plus(settings.lease());
  }

  /**
   * Stores the intent and the attempt's number before the acquirer is asked to act on the intent.
   *
   * @throws ClaimLost when another worker has claimed the payment
   */
  @Transactional
  Payment beginAttempt(Payment worked, String intent) {
    return payments
        .beginAttempt(worked.id(), worked.claim(), intent, leaseEnd())
        .orElseThrow(() -> new ClaimLost(worked));
  }

  @Transactional
  List<Refund> openRefunds(long paymentId) {
    return refunds.open(paymentId);
  }

  /**
   * @throws ClaimLost when another worker has claimed the payment
   */
  @Transactional
  Refund beginRefundAttempt(Payment worked, Refund refund) {
    renew(worked);
    return refunds.beginAttempt(refund.id());
  }

  /**
   * @throws ClaimLost when the outcome moved no money and another worker has claimed the payment
   */
  @Transactional
  void recordRefund(Payment worked, Refund refund, RefundOutcome outcome) {
    var payment = payments.lock(worked.id());
    switch (outcome) {
      case RefundOutcome.Refunded(var reference) -> {
        book(payment, refund, reference);
        if (refunds.move(refund.id(), Status.SUCCEEDED, reference)) {
          publish(payment, new PaymentRefunded(money(payment, refund), refund.returnId()));
        }
      }
      case RefundOutcome.Pending(var reference) -> {
        book(payment, refund, reference);
        refunds.move(refund.id(), Status.PENDING, reference);
      }
      case RefundOutcome.NotRefunded(var reference, var reason) -> {
        if (reference == null) {
          checkClaim(worked, payment); // no money moved, so the current claim is required
        }
        recordRefusal(payment, refund, reference, reason);
      }
      case RefundOutcome.NoAnswer(_, var keyIsUsed) -> {
        checkClaim(worked, payment);
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
    log.warn("Order {}: a refund was refused: {}", payment.orderId(), reason);
    meters.counter("payments.refunds.refused", "reason", reason).increment();
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

  /**
   * Decides what follows when each open refund was asked for once more.
   *
   * @throws ClaimLost when another worker has claimed the payment
   */
  @Transactional
  Payment finishRefunds(Payment worked) {
    var payment = payments.lock(worked.id());
    var decision = PaymentLifecycle.afterRefunds(payment, refunds.all(payment.id()));
    if (decision.isEmpty()) {
      return payment;
    }
    checkClaim(worked, payment);
    return switch (decision.get()) {
      case RefundDecision.Wait() -> postpone(payment, payment.state());
      case RefundDecision.ReopenRest(var rest) -> {
        refunds.reopen(rest.id());
        yield postpone(payment, payment.state());
      }
      case RefundDecision.AddRest() -> {
        transitions.addRest(payment);
        yield payment;
      }
      case RefundDecision.Finished(var transition) -> transitions.apply(payment, transition);
    };
  }
}

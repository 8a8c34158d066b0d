package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.Acquirer.Creation.Created;
import dev.coalmine.payment.domain.Acquirer.Creation.NoAnswer;
import dev.coalmine.payment.domain.Acquirer.Creation.NotCreated;
import dev.coalmine.payment.domain.AcquirerOutcome;
import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Declined;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.AcquirerOutcome.Unconfirmed;
import dev.coalmine.payment.domain.AcquirerOutcome.Voided;
import dev.coalmine.payment.domain.Payment;

/**
 * Calls the acquirer for a payment, step by step, without an open transaction. A commit precedes
 * each call, so that after a crash another worker can find out what the call led to.
 */
public class AdvancePayment {

  private final Acquirer acquirer;
  private final BeginAttempt attempts;
  private final RecordOutcome outcomes;
  private final RefundPayment refunds;

  public AdvancePayment(
      Acquirer acquirer, BeginAttempt attempts, RecordOutcome outcomes, RefundPayment refunds) {
    this.acquirer = acquirer;
    this.attempts = attempts;
    this.outcomes = outcomes;
    this.refunds = refunds;
  }

  /**
   * Works on a claimed payment until no work is left or it has to wait.
   *
   * @throws ClaimLost when another worker has claimed the payment
   */
  public void advance(Payment payment) {
    int failures = payment.failures();
    while (payment.state().isWork()) {
      var after = step(payment);
      if (after.failures() > failures) {
        return; // postponed
      }
      failures = after.failures();
      payment = after;
    }
  }

  private Payment step(Payment payment) {
    return switch (payment.state()) {
      case AUTHORIZING, UNKNOWN -> outcomes.record(payment, authorize(payment));
      case CAPTURING -> outcomes.record(payment, capture(payment));
      case VOIDING -> outcomes.record(payment, cancel(payment));
      case REFUNDING -> refunds.refund(payment);
      case AUTHORIZED, DECLINED, CAPTURED, VOIDED, REFUNDED -> payment;
    };
  }

  private AcquirerOutcome authorize(Payment payment) {
    if (payment.isFree()) {
      return new Authorized();
    }
    if (payment.intent() == null) {
      return switch (acquirer.create(payment)) {
        case Created(var intent) -> acquirer.confirm(attempts.begin(payment, intent));
        case NotCreated(var reason) -> new Declined(reason);
        case NoAnswer(var why) -> new Unclear(why);
      };
    }
    // an earlier attempt began; the acquirer knows its outcome
    var found = acquirer.find(payment);
    if (!(found instanceof Unconfirmed)) {
      return found;
    }
    return payment.cancelRequested()
        ? acquirer.cancel(attempts.begin(payment, payment.intent()))
        : acquirer.confirm(attempts.begin(payment, payment.intent()));
  }

  private AcquirerOutcome capture(Payment payment) {
    if (payment.isFree()) {
      return new Captured("free", 0);
    }
    if (payment.attempt() > 0) {
      var found = acquirer.find(payment);
      if (!(found instanceof Authorized)) {
        return found;
      }
    }
    return acquirer.capture(attempts.begin(payment, payment.intent()));
  }

  private AcquirerOutcome cancel(Payment payment) {
    if (payment.isFree()) {
      return new Voided("free");
    }
    if (payment.attempt() > 0) {
      var found = acquirer.find(payment);
      if (!(found instanceof Authorized || found instanceof Unconfirmed)) {
        return found;
      }
    }
    return acquirer.cancel(attempts.begin(payment, payment.intent()));
  }
}

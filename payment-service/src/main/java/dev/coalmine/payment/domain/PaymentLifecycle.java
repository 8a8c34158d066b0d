package dev.coalmine.payment.domain;

import static dev.coalmine.payment.domain.PaymentState.AUTHORIZED;
import static dev.coalmine.payment.domain.PaymentState.CAPTURED;
import static dev.coalmine.payment.domain.PaymentState.CAPTURING;
import static dev.coalmine.payment.domain.PaymentState.DECLINED;
import static dev.coalmine.payment.domain.PaymentState.REFUNDING;
import static dev.coalmine.payment.domain.PaymentState.UNKNOWN;
import static dev.coalmine.payment.domain.PaymentState.VOIDED;
import static dev.coalmine.payment.domain.PaymentState.VOIDING;

import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Declined;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.AcquirerOutcome.Unconfirmed;
import dev.coalmine.payment.domain.AcquirerOutcome.Voided;
import dev.coalmine.payment.domain.PaymentEvent.PaymentAuthorized;
import dev.coalmine.payment.domain.PaymentEvent.PaymentCaptureFailed;
import dev.coalmine.payment.domain.PaymentEvent.PaymentCaptured;
import dev.coalmine.payment.domain.PaymentEvent.PaymentDeclined;
import dev.coalmine.payment.domain.PaymentEvent.PaymentVoided;
import java.util.List;
import java.util.Optional;

/**
 * Which state follows which. Two workers can come back with an outcome of the same step (a lease
 * that ran out, a process that thawed): the second finds the state gone and changes nothing.
 */
public final class PaymentLifecycle {

  private PaymentLifecycle() {}

  /**
   * @param state the next one
   * @param reason to keep with it; null for none
   * @param events to be published with it
   */
  public record Transition(PaymentState state, String reason, List<PaymentEvent> events) {

    static Optional<Transition> to(PaymentState state, PaymentEvent... events) {
      return Optional.of(new Transition(state, null, List.of(events)));
    }

    Transition because(String why) {
      return new Transition(state, why, events);
    }
  }

  public static Optional<Transition> after(Payment payment, AcquirerOutcome outcome) {
    return switch (payment.state()) {
      case AUTHORIZING, UNKNOWN -> whileAuthorizing(payment, outcome);
      case CAPTURING -> whileCapturing(payment, outcome);
      case VOIDING -> whileVoiding(outcome);
      case AUTHORIZED, DECLINED, CAPTURED, VOIDED, REFUNDING, REFUNDED -> Optional.empty();
    };
  }

  private static Optional<Transition> whileAuthorizing(Payment payment, AcquirerOutcome outcome) {
    return switch (outcome) {
      case Authorized _ ->
          payment.cancelRequested()
              ? Transition.to(VOIDING)
              : Transition.to(AUTHORIZED, new PaymentAuthorized());
      case Declined(var reason) ->
          Transition.to(DECLINED, new PaymentDeclined(reason)).map(n -> n.because(reason));
      case Voided(var reason) ->
          payment.cancelRequested()
              ? Transition.to(VOIDED, new PaymentVoided())
              : Transition.to(DECLINED, new PaymentDeclined(reason)).map(n -> n.because(reason));
      case Unclear _ -> payment.state() == UNKNOWN ? Optional.empty() : Transition.to(UNKNOWN);
      case Unconfirmed _ -> Optional.empty();
      case Captured _ -> Optional.empty(); // we never ask to capture before we know of the hold
    };
  }

  private static Optional<Transition> whileCapturing(Payment payment, AcquirerOutcome outcome) {
    return switch (outcome) {
      case Captured(_, var fee) ->
          Transition.to(payment.cancelRequested() ? REFUNDING : CAPTURED, new PaymentCaptured(fee));
      case Voided(var reason) -> captureFailed(payment, reason);
      case Declined(var reason) -> captureFailed(payment, reason);
      case Authorized _, Unconfirmed _, Unclear _ -> Optional.empty();
    };
  }

  private static Optional<Transition> captureFailed(Payment payment, String reason) {
    var failed = new PaymentCaptureFailed(reason);
    var next =
        payment.cancelRequested()
            ? Transition.to(VOIDED, failed, new PaymentVoided())
            : Transition.to(VOIDED, failed);
    return next.map(n -> n.because(reason));
  }

  private static Optional<Transition> whileVoiding(AcquirerOutcome outcome) {
    return switch (outcome) {
      case Voided _, Declined _ -> Transition.to(VOIDED, new PaymentVoided());
      case Captured(_, var fee) -> Transition.to(REFUNDING, new PaymentCaptured(fee));
      case Authorized _, Unconfirmed _, Unclear _ -> Optional.empty();
    };
  }

  /** The order is confirmed: take the money. */
  public static Optional<Transition> capture(Payment payment) {
    return payment.state() == AUTHORIZED ? Transition.to(CAPTURING) : Optional.empty();
  }

  /**
   * The order is to be cancelled. Empty: nothing is to be done now, because the step under way must
   * first come to its end, or because there is nothing left to undo.
   */
  public static Optional<Transition> cancel(Payment payment) {
    return switch (payment.state()) {
      case AUTHORIZED -> Transition.to(VOIDING);
      case CAPTURED -> Transition.to(REFUNDING);
      // a hold that was lost was not said to be voided
      case VOIDED -> Transition.to(VOIDED, new PaymentVoided());
      case AUTHORIZING, UNKNOWN, CAPTURING, REFUNDING -> Optional.empty();
      case DECLINED, VOIDING, REFUNDED -> Optional.empty();
    };
  }
}

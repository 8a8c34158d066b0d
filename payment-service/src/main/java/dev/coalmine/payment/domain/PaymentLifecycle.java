package dev.coalmine.payment.domain;

import static dev.coalmine.payment.domain.PaymentState.AUTHORIZED;
import static dev.coalmine.payment.domain.PaymentState.CAPTURED;
import static dev.coalmine.payment.domain.PaymentState.CAPTURING;
import static dev.coalmine.payment.domain.PaymentState.DECLINED;
import static dev.coalmine.payment.domain.PaymentState.REFUNDING;
import static dev.coalmine.payment.domain.PaymentState.UNKNOWN;
import static dev.coalmine.payment.domain.PaymentState.VOIDED;
import static dev.coalmine.payment.domain.PaymentState.VOIDING;

import dev.coalmine.payment.domain.Outcome.Held;
import dev.coalmine.payment.domain.Outcome.Refused;
import dev.coalmine.payment.domain.Outcome.Released;
import dev.coalmine.payment.domain.Outcome.Taken;
import dev.coalmine.payment.domain.Outcome.Unclear;
import dev.coalmine.payment.domain.Outcome.Unconfirmed;
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
  public record Next(PaymentState state, String reason, List<PaymentEvent> events) {

    static Optional<Next> to(PaymentState state, PaymentEvent... events) {
      return Optional.of(new Next(state, null, List.of(events)));
    }

    Next because(String why) {
      return new Next(state, why, events);
    }
  }

  public static Optional<Next> after(Payment payment, Outcome outcome) {
    return switch (payment.state()) {
      case AUTHORIZING, UNKNOWN -> whileAuthorizing(payment, outcome);
      case CAPTURING -> whileCapturing(payment, outcome);
      case VOIDING -> whileVoiding(outcome);
      case AUTHORIZED, DECLINED, CAPTURED, VOIDED, REFUNDING, REFUNDED -> Optional.empty();
    };
  }

  private static Optional<Next> whileAuthorizing(Payment payment, Outcome outcome) {
    return switch (outcome) {
      case Held _ ->
          payment.cancelRequested()
              ? Next.to(VOIDING)
              : Next.to(AUTHORIZED, new PaymentAuthorized());
      case Refused(var reason) ->
          Next.to(DECLINED, new PaymentDeclined(reason)).map(n -> n.because(reason));
      case Released(var reason) ->
          payment.cancelRequested()
              ? Next.to(VOIDED, new PaymentVoided())
              : Next.to(DECLINED, new PaymentDeclined(reason)).map(n -> n.because(reason));
      case Unclear _ -> payment.state() == UNKNOWN ? Optional.empty() : Next.to(UNKNOWN);
      case Unconfirmed _ -> Optional.empty();
      case Taken _ -> Optional.empty(); // we never ask to capture before we know of the hold
    };
  }

  private static Optional<Next> whileCapturing(Payment payment, Outcome outcome) {
    return switch (outcome) {
      case Taken(_, var fee) ->
          Next.to(payment.cancelRequested() ? REFUNDING : CAPTURED, new PaymentCaptured(fee));
      case Released(var reason) -> captureLost(payment, reason);
      case Refused(var reason) -> captureLost(payment, reason);
      case Held _, Unconfirmed _, Unclear _ -> Optional.empty();
    };
  }

  private static Optional<Next> captureLost(Payment payment, String reason) {
    var failed = new PaymentCaptureFailed(reason);
    var next =
        payment.cancelRequested()
            ? Next.to(VOIDED, failed, new PaymentVoided())
            : Next.to(VOIDED, failed);
    return next.map(n -> n.because(reason));
  }

  private static Optional<Next> whileVoiding(Outcome outcome) {
    return switch (outcome) {
      case Released _, Refused _ -> Next.to(VOIDED, new PaymentVoided());
      case Taken(_, var fee) -> Next.to(REFUNDING, new PaymentCaptured(fee));
      case Held _, Unconfirmed _, Unclear _ -> Optional.empty();
    };
  }

  /** The order is confirmed: take the money. */
  public static Optional<Next> capture(Payment payment) {
    return payment.state() == AUTHORIZED ? Next.to(CAPTURING) : Optional.empty();
  }

  /**
   * The order is to be cancelled. Empty: nothing is to be done now, because the step under way must
   * first come to its end, or because there is nothing left to undo.
   */
  public static Optional<Next> cancel(Payment payment) {
    return switch (payment.state()) {
      case AUTHORIZED -> Next.to(VOIDING);
      case CAPTURED -> Next.to(REFUNDING);
      // a hold that was lost was not said to be voided
      case VOIDED -> Next.to(VOIDED, new PaymentVoided());
      case AUTHORIZING, UNKNOWN, CAPTURING, REFUNDING -> Optional.empty();
      case DECLINED, VOIDING, REFUNDED -> Optional.empty();
    };
  }
}

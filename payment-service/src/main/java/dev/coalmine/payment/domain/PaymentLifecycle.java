package dev.coalmine.payment.domain;

import static dev.coalmine.payment.domain.PaymentState.AUTHORIZED;
import static dev.coalmine.payment.domain.PaymentState.AUTHORIZING;
import static dev.coalmine.payment.domain.PaymentState.CAPTURED;
import static dev.coalmine.payment.domain.PaymentState.CAPTURING;
import static dev.coalmine.payment.domain.PaymentState.DECLINED;
import static dev.coalmine.payment.domain.PaymentState.REFUNDED;
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
import dev.coalmine.payment.domain.PaymentEvent.RefundFailed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of payments: the only place that says which state follows which. A method takes
 * the payment and what happened, and returns what follows; the callers store it ({@code
 * ApplyTransition}). How a single refund ended is decided in {@code RefundPayment}; whether a
 * refused rest is refunded anew, here.
 *
 * <p>Two workers can report an outcome of the same step, because a lease ended or a process was
 * suspended. The second report finds the payment in a later state and changes nothing.
 */
public final class PaymentLifecycle {

  private PaymentLifecycle() {}

  /**
   * @param state the next state
   * @param reason the reason to keep with the state; null for none
   * @param events the events to publish with the state
   * @param refundsRest whether all that no return has given back is now to be refunded
   */
  public record Transition(
      PaymentState state, @Nullable String reason, List<PaymentEvent> events, boolean refundsRest) {

    static Optional<Transition> to(PaymentState state, PaymentEvent... events) {
      return Optional.of(new Transition(state, null, List.of(events), false));
    }

    static Optional<Transition> toRefundOfRest(PaymentEvent... events) {
      return Optional.of(new Transition(REFUNDING, null, List.of(events), true));
    }

    Transition because(String why) {
      return new Transition(state, why, events, refundsRest);
    }
  }

  /** What follows when lines of the order are returned. */
  public sealed interface ReturnDecision {

    /**
     * The return is to be refunded.
     *
     * @param transition empty when refunds are already under way
     */
    record Accepted(Payment payment, Optional<Transition> transition) implements ReturnDecision {}

    /** No money of the payment can be refunded; the state stays. */
    record Rejected(RefundFailed event) implements ReturnDecision {}
  }

  /** What follows when each open refund was asked for once more. */
  public sealed interface RefundDecision {

    /** A refund is still open: it is asked for again later. */
    record Wait() implements RefundDecision {}

    /** The rest was refused. A cancellation needs it, so it is made anew later. */
    record ReopenRest(Refund rest) implements RefundDecision {}

    /** A cancellation was requested while returns were refunded: the rest is refunded too. */
    record AddRest() implements RefundDecision {}

    record Finished(Transition transition) implements RefundDecision {}
  }

  /** A payment begins claimed by the caller. */
  public static Payment begin(long id, String orderId, String customer, Money price) {
    return new Payment(id, orderId, customer, price, AUTHORIZING, null, null, false, 0, 0, 0, 1);
  }

  /** Empty when the outcome changes nothing. */
  public static Optional<Transition> after(Payment payment, AcquirerOutcome outcome) {
    return switch (payment.state()) {
      case AUTHORIZING, UNKNOWN -> whileAuthorizing(payment, outcome);
      case CAPTURING -> whileCapturing(payment, outcome);
      case VOIDING -> whileVoiding(payment, outcome);
      case AUTHORIZED, DECLINED, CAPTURED, VOIDED, REFUNDING, REFUNDED -> Optional.empty();
    };
  }

  private static Optional<Transition> whileAuthorizing(Payment payment, AcquirerOutcome outcome) {
    return switch (outcome) {
      case Authorized _ ->
          payment.cancelRequested()
              ? Transition.to(VOIDING)
              : Transition.to(AUTHORIZED, new PaymentAuthorized(payment.price()));
      case Declined(var reason) -> declined(reason);
      case Voided(var reason) ->
          payment.cancelRequested() ? Transition.to(VOIDED, new PaymentVoided()) : declined(reason);
      case Unclear _ -> payment.state() == UNKNOWN ? Optional.empty() : Transition.to(UNKNOWN);
      case Unconfirmed _ -> Optional.empty();
      case Captured _ -> Optional.empty(); // a capture is asked for only after the authorization
    };
  }

  private static Optional<Transition> declined(String reason) {
    return Transition.to(DECLINED, new PaymentDeclined(reason)).map(t -> t.because(reason));
  }

  private static Optional<Transition> whileCapturing(Payment payment, AcquirerOutcome outcome) {
    return switch (outcome) {
      case Captured(_, var fee) ->
          payment.cancelRequested()
              ? Transition.toRefundOfRest(captured(payment, fee))
              : Transition.to(CAPTURED, captured(payment, fee));
      case Voided(var reason) -> captureFailed(payment, reason);
      case Declined(var reason) -> captureFailed(payment, reason);
      case Authorized _, Unconfirmed _, Unclear _ -> Optional.empty();
    };
  }

  private static PaymentCaptured captured(Payment payment, long fee) {
    return new PaymentCaptured(payment.price(), new Money(fee, payment.price().currency()));
  }

  private static Optional<Transition> captureFailed(Payment payment, String reason) {
    var failed = new PaymentCaptureFailed(reason);
    var transition =
        payment.cancelRequested()
            ? Transition.to(VOIDED, failed, new PaymentVoided())
            : Transition.to(VOIDED, failed);
    return transition.map(t -> t.because(reason));
  }

  private static Optional<Transition> whileVoiding(Payment payment, AcquirerOutcome outcome) {
    return switch (outcome) {
      case Voided _, Declined _ -> Transition.to(VOIDED, new PaymentVoided());
      case Captured(_, var fee) -> Transition.toRefundOfRest(captured(payment, fee));
      case Authorized _, Unconfirmed _, Unclear _ -> Optional.empty();
    };
  }

  /** The order is confirmed. Empty when the payment is not authorized. */
  public static Optional<Transition> capture(Payment payment) {
    return payment.state() == AUTHORIZED ? Transition.to(CAPTURING) : Optional.empty();
  }

  /**
   * The order is to be cancelled. Empty when nothing is to be done now: the step under way must
   * first end, or nothing is left to undo.
   */
  public static Optional<Transition> cancel(Payment payment) {
    return switch (payment.state()) {
      case AUTHORIZED -> Transition.to(VOIDING);
      case CAPTURED -> Transition.toRefundOfRest();
      // a lost authorization was announced as a failed capture, not as voided
      case VOIDED -> Transition.to(VOIDED, new PaymentVoided());
      case AUTHORIZING, UNKNOWN, CAPTURING, REFUNDING -> Optional.empty();
      case DECLINED, VOIDING, REFUNDED -> Optional.empty();
    };
  }

  /** Lines of the order were returned. */
  public static ReturnDecision returned(OrderPayment of, String returnId) {
    return switch (of) {
      case Tombstone _ -> rejected(VOIDED, returnId);
      case Payment payment ->
          switch (payment.state()) {
            case CAPTURED -> new ReturnDecision.Accepted(payment, Transition.to(REFUNDING));
            case REFUNDING -> new ReturnDecision.Accepted(payment, Optional.empty());
            case AUTHORIZING, UNKNOWN, AUTHORIZED, DECLINED -> rejected(payment.state(), returnId);
            case CAPTURING, VOIDING, VOIDED, REFUNDED -> rejected(payment.state(), returnId);
          };
    };
  }

  private static ReturnDecision rejected(PaymentState state, String returnId) {
    return new ReturnDecision.Rejected(new RefundFailed(returnId, "payment-" + state.text()));
  }

  /**
   * Each open refund was asked for once more. Empty when the payment is not refunding.
   *
   * @param refunds all refunds of the payment
   */
  public static Optional<RefundDecision> afterRefunds(Payment payment, List<Refund> refunds) {
    if (payment.state() != REFUNDING) {
      return Optional.empty();
    }
    if (refunds.stream().anyMatch(refund -> refund.status().isOpen())) {
      return Optional.of(new RefundDecision.Wait());
    }
    var rest = refunds.stream().filter(Refund::isRest).findFirst();
    if (rest.isEmpty()) {
      return payment.cancelRequested()
          ? Optional.of(new RefundDecision.AddRest())
          : Transition.to(CAPTURED).map(RefundDecision.Finished::new);
    }
    return rest.get().status() == Refund.Status.FAILED
        ? rest.map(RefundDecision.ReopenRest::new)
        : Transition.to(REFUNDED).map(RefundDecision.Finished::new);
  }
}

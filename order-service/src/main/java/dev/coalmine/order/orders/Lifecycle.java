package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.StockMove;
import dev.coalmine.order.orders.PaymentOutcome.Authorized;
import dev.coalmine.order.orders.PaymentOutcome.CaptureFailed;
import dev.coalmine.order.orders.PaymentOutcome.Captured;
import dev.coalmine.order.orders.PaymentOutcome.Declined;
import dev.coalmine.order.orders.PaymentOutcome.Refunded;
import dev.coalmine.order.orders.PaymentOutcome.Voided;
import dev.coalmine.order.orders.State.Cancelled;
import dev.coalmine.order.orders.State.Cancelling;
import dev.coalmine.order.orders.State.Confirmed;
import dev.coalmine.order.orders.State.Goods;
import dev.coalmine.order.orders.State.Pending;
import dev.coalmine.order.orders.State.Rejected;
import java.time.Instant;
import java.util.Optional;

/**
 * The allowed transitions of an order. Empty means: this changes nothing, because it is a repeat or
 * comes too late.
 */
final class Lifecycle {

  private Lifecycle() {}

  static Optional<Change> on(Order order, PaymentOutcome outcome, Instant now) {
    return switch (order.state()) {
      case Pending _ -> pending(order, outcome, now);
      case Confirmed _ -> confirmed(order, outcome);
      case Cancelling cancelling -> cancelling(order, cancelling, outcome);
      case Rejected _, Cancelled _ -> Optional.empty();
    };
  }

  /** Cancels what can still be cancelled. */
  static Optional<Change> cancel(Order order, Cause cause) {
    return switch (order.state()) {
      case Pending _ -> Optional.of(cancelling(order, cause, Goods.RESERVED));
      case Confirmed _ -> Optional.of(cancelling(order, cause, Goods.SOLD));
      case Rejected _, Cancelling _, Cancelled _ -> Optional.empty();
    };
  }

  private static Optional<Change> pending(Order order, PaymentOutcome outcome, Instant now) {
    return switch (outcome) {
      // not this order's price: another request asked for it, and payment-service will undo it
      case Authorized(var amount) when !amount.equals(order.total()) -> Optional.empty();
      case Authorized _ ->
          Optional.of(
              Change.to(order, new Confirmed(false), new OrderEvent.Confirmed(now))
                  .moving(StockMove.SOLD));
      case Declined(var reason) ->
          Optional.of(
              Change.to(order, new Rejected(reason), new OrderEvent.Rejected(reason))
                  .moving(StockMove.RELEASED));
      case Voided _ -> Optional.of(lost(order, Goods.RESERVED));
      case Captured _, CaptureFailed _, Refunded _ -> Optional.empty();
    };
  }

  private static Optional<Change> confirmed(Order order, PaymentOutcome outcome) {
    return switch (outcome) {
      case Captured _ -> Optional.of(Change.silent(order, new Confirmed(true)));
      case CaptureFailed(var reason) -> Optional.of(cancelling(order, causeOf(reason), Goods.SOLD));
      case Voided _ -> Optional.of(lost(order, Goods.SOLD));
      case Authorized _, Declined _, Refunded _ -> Optional.empty();
    };
  }

  private static Optional<Change> cancelling(
      Order order, Cancelling state, PaymentOutcome outcome) {
    return switch (outcome) {
      case Voided _, Refunded _, Declined _ ->
          Optional.of(
              Change.to(order, new Cancelled(state.cause()), new OrderEvent.Cancelled())
                  .moving(back(state.goods())));
      case Authorized _, Captured _, CaptureFailed _ -> Optional.empty();
    };
  }

  private static Change cancelling(Order order, Cause cause, Goods goods) {
    return Change.to(
        order, new Cancelling(cause, goods), new OrderEvent.CancellationRequested(cause));
  }

  /** The hold is gone without a request: takes both steps at once, as nothing is left to undo. */
  private static Change lost(Order order, Goods goods) {
    return cancelling(order, Cause.AUTHORIZATION_EXPIRED, goods)
        .and(new Cancelled(Cause.AUTHORIZATION_EXPIRED), new OrderEvent.Cancelled())
        .moving(back(goods));
  }

  private static Cause causeOf(String captureFailure) {
    return Cause.AUTHORIZATION_EXPIRED.text().equals(captureFailure)
        ? Cause.AUTHORIZATION_EXPIRED
        : Cause.CAPTURE_FAILED;
  }

  private static StockMove back(Goods goods) {
    return switch (goods) {
      case RESERVED -> StockMove.RELEASED;
      case SOLD -> StockMove.RETURNED;
    };
  }
}

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
 * The transitions of an order. Each method returns the change, or empty when nothing changes
 * because the report is a repeat or comes too late.
 */
final class OrderLifecycle {

  private OrderLifecycle() {}

  static Optional<Change> on(Order order, PaymentOutcome outcome, Instant now) {
    return switch (order.state()) {
      case Pending _ -> pending(order, outcome, now);
      case Confirmed _ -> confirmed(order, outcome);
      case Cancelling cancelling -> cancelling(order, cancelling, outcome);
      case Rejected _, Cancelled _ -> Optional.empty();
    };
  }

  /** Cancels an order that is pending or confirmed. */
  static Optional<Change> cancel(Order order, CancellationReason reason) {
    return switch (order.state()) {
      case Pending _ -> Optional.of(cancelling(order, reason, Goods.RESERVED));
      case Confirmed _ -> Optional.of(cancelling(order, reason, Goods.SOLD));
      case Rejected _, Cancelling _, Cancelled _ -> Optional.empty();
    };
  }

  private static Optional<Change> pending(Order order, PaymentOutcome outcome, Instant now) {
    return switch (outcome) {
      // the amount belongs to another request's price, and payment-service will void it
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
      case Captured _ -> Optional.of(Change.withoutEvent(order, new Confirmed(true)));
      case CaptureFailed(var failure) ->
          Optional.of(cancelling(order, reasonOf(failure), Goods.SOLD));
      case Voided _ -> Optional.of(lost(order, Goods.SOLD));
      case Authorized _, Declined _, Refunded _ -> Optional.empty();
    };
  }

  private static Optional<Change> cancelling(
      Order order, Cancelling state, PaymentOutcome outcome) {
    return switch (outcome) {
      case Voided _, Refunded _, Declined _ ->
          Optional.of(
              Change.to(order, new Cancelled(state.reason()), new OrderEvent.Cancelled())
                  .moving(back(state.goods())));
      case Authorized _, Captured _, CaptureFailed _ -> Optional.empty();
    };
  }

  private static Change cancelling(Order order, CancellationReason reason, Goods goods) {
    return Change.to(
        order, new Cancelling(reason, goods), new OrderEvent.CancellationRequested(reason));
  }

  /**
   * The hold is gone although no cancellation was requested. Takes both steps at once, because the
   * acquirer has nothing to void.
   */
  private static Change lost(Order order, Goods goods) {
    return cancelling(order, CancellationReason.AUTHORIZATION_EXPIRED, goods)
        .and(new Cancelled(CancellationReason.AUTHORIZATION_EXPIRED), new OrderEvent.Cancelled())
        .moving(back(goods));
  }

  private static CancellationReason reasonOf(String captureFailure) {
    return CancellationReason.AUTHORIZATION_EXPIRED.text().equals(captureFailure)
        ? CancellationReason.AUTHORIZATION_EXPIRED
        : CancellationReason.CAPTURE_FAILED;
  }

  private static StockMove back(Goods goods) {
    return switch (goods) {
      case RESERVED -> StockMove.RELEASED;
      case SOLD -> StockMove.RETURNED;
    };
  }
}

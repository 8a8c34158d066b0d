package dev.coalmine.order.messaging;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.orders.ApplyPayment;
import dev.coalmine.order.orders.PaymentOutcome;
import dev.coalmine.order.orders.Return;
import dev.coalmine.order.orders.SettleReturn;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.Require;
import dev.coalmine.platform.event.UnprocessableEvent;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.inbox.Subscription;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Applies payment's events to orders. Each event has a transaction of its own instead of one per
 * batch, because it locks stock rows: a batch would lock the rows of its orders in no fixed order,
 * and two batches could wait for each other.
 */
@Configuration(proxyBeanMethods = false)
class PaymentSubscription {

  private final ApplyPayment applyPayment;
  private final SettleReturn settleReturn;

  PaymentSubscription(ApplyPayment applyPayment, SettleReturn settleReturn) {
    this.applyPayment = applyPayment;
    this.settleReturn = settleReturn;
  }

  @Bean
  Subscription paymentEventsSubscription() {
    return Subscription.to(EventNames.PAYMENTS)
        .on(EventNames.PAYMENT_AUTHORIZED, Hold.class, this::authorized)
        .on(EventNames.PAYMENT_DECLINED, Failure.class, this::declined)
        .on(EventNames.PAYMENT_CAPTURED, OfOrder.class, this::captured)
        .on(EventNames.PAYMENT_CAPTURE_FAILED, Failure.class, this::captureFailed)
        .on(EventNames.PAYMENT_VOIDED, OfOrder.class, this::voided)
        .on(EventNames.PAYMENT_REFUNDED, Refund.class, this::refunded)
        .on(EventNames.PAYMENT_REFUND_FAILED, Refund.class, this::refundFailed);
  }

  private void authorized(Event event, Hold hold) {
    apply(event, hold.orderId(), new PaymentOutcome.Authorized(hold.amount()));
  }

  private void declined(Event event, Failure failure) {
    apply(event, failure.orderId(), new PaymentOutcome.Declined(failure.reason()));
  }

  private void captured(Event event, OfOrder order) {
    apply(event, order.orderId(), new PaymentOutcome.Captured());
  }

  private void captureFailed(Event event, Failure failure) {
    apply(event, failure.orderId(), new PaymentOutcome.CaptureFailed(failure.reason()));
  }

  private void voided(Event event, OfOrder order) {
    apply(event, order.orderId(), new PaymentOutcome.Voided());
  }

  private void refunded(Event event, Refund refund) {
    if (refund.returnId() == null) {
      apply(event, refund.orderId(), new PaymentOutcome.Refunded());
    } else {
      settle(event, refund, Return.Status.REFUNDED);
    }
  }

  private void refundFailed(Event event, Refund refund) {
    if (refund.returnId() != null) { // payment repeats the refund of a cancellation
      settle(event, refund, Return.Status.FAILED);
    }
  }

  private void apply(Event event, String orderId, PaymentOutcome outcome) {
    var order = order(event, orderId);
    if (applyPayment.apply(order, outcome).isEmpty()) {
      throw new UnprocessableEvent("there is no order " + orderId);
    }
  }

  private void settle(Event event, Refund refund, Return.Status status) {
    var order = order(event, refund.orderId());
    if (!settleReturn.settle(order, Ids.parse(refund.returnId()), status)) {
      throw new UnprocessableEvent(
          "order %s has no return %s".formatted(refund.orderId(), refund.returnId()));
    }
  }

  private static long order(Event event, String orderId) {
    if (!orderId.equals(event.key())) {
      throw new UnprocessableEvent("the key is not the order's id");
    }
    return Ids.parse(orderId);
  }

  record OfOrder(String orderId) {
    OfOrder {
      Require.present("orderId", orderId);
    }
  }

  record Hold(String orderId, Money amount) {
    Hold {
      Require.present("orderId", orderId);
      Require.present("amount", amount);
    }
  }

  record Failure(String orderId, String reason) {
    Failure {
      Require.present("orderId", orderId);
      Require.present("reason", reason);
    }
  }

  record Refund(String orderId, @Nullable String returnId) {
    Refund {
      Require.present("orderId", orderId);
    }
  }
}

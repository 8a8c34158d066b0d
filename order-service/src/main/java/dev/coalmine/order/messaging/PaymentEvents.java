package dev.coalmine.order.messaging;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.orders.ApplyPayment;
import dev.coalmine.order.orders.PaymentOutcome;
import dev.coalmine.order.orders.Return;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.Require;
import dev.coalmine.platform.event.UnprocessableEvent;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.inbox.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What we make of payment's events. One transaction each, not one per batch: they lock stock rows,
 * and a batch would lock those of one order after those of another, in no order at all.
 */
@Configuration(proxyBeanMethods = false)
class PaymentEvents {

  private final ApplyPayment applyPayment;

  PaymentEvents(ApplyPayment applyPayment) {
    this.applyPayment = applyPayment;
  }

  @Bean
  Subscription paymentEventsSubscription() {
    return Subscription.to(Wire.PAYMENTS)
        .on(Wire.PAYMENT_AUTHORIZED, Hold.class, this::authorized)
        .on(Wire.PAYMENT_DECLINED, Failure.class, this::declined)
        .on(Wire.PAYMENT_CAPTURED, OfOrder.class, this::captured)
        .on(Wire.CAPTURE_FAILED, Failure.class, this::captureFailed)
        .on(Wire.PAYMENT_VOIDED, OfOrder.class, this::voided)
        .on(Wire.PAYMENT_REFUNDED, Refund.class, this::refunded)
        .on(Wire.REFUND_FAILED, Refund.class, this::refundFailed);
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
    if (refund.returnId() != null) { // what a cancellation leaves is asked for again
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
    if (!applyPayment.settleReturn(order, Ids.parse(refund.returnId()), status)) {
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

  record Refund(String orderId, String returnId) {
    Refund {
      Require.present("orderId", orderId);
    }
  }
}

package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentEvent.PaymentVoided;
import dev.coalmine.payment.domain.PaymentEvent.RefundFailed;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.payment.domain.PaymentLifecycle;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.platform.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What orders ask of payments. Here it is only written down, in the transaction of the event; the
 * acquirer is called after the commit, by the worker.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class OrderEventHandler {

  private static final Logger log = LoggerFactory.getLogger(OrderEventHandler.class);

  private final Payments payments;
  private final Refunds refunds;
  private final ApplyTransition transitions;
  private final PaymentEventPublisher events;
  private final PaymentWorker worker;
  private final PaymentSettings settings;
  private final Clock clock;
  private final MeterRegistry meters;

  OrderEventHandler(
      Payments payments,
      Refunds refunds,
      ApplyTransition transitions,
      PaymentEventPublisher events,
      PaymentWorker worker,
      PaymentSettings settings,
      Clock clock,
      MeterRegistry meters) {
    this.payments = payments;
    this.refunds = refunds;
    this.transitions = transitions;
    this.events = events;
    this.worker = worker;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  /** Nothing, when the call was quicker or the order was cancelled before we knew it. */
  public void placed(String orderId, String customer, Money price) {
    var payment = Payment.begun(Ids.next(), orderId, customer, price, PaymentState.AUTHORIZING, 0);
    if (payments.add(payment, clock.instant(), settings.lease())) {
      workAfterCommit(payment);
      return;
    }
    var known = payments.ofOrder(orderId).orElseThrow();
    if (!known.isTombstone() && !known.isFor(customer, price)) {
      log.error("Order {}: a call asked for another payment than the order's; undone", orderId);
      meters.counter("payments.conflicts").increment();
      cancel(payments.lockOfOrder(orderId).orElseThrow());
    }
  }

  public void confirmed(String orderId) {
    payments
        .lockOfOrder(orderId)
        .ifPresent(payment -> PaymentLifecycle.capture(payment).ifPresent(n -> take(payment, n)));
  }

  public void cancellationRequested(String orderId) {
    var found = payments.lockOfOrder(orderId);
    if (found.isEmpty()) {
      leaveTombstone(orderId);
      return;
    }
    cancel(found.get());
  }

  private void cancel(Payment payment) {
    payments.requestCancel(payment.id(), clock.instant());
    PaymentLifecycle.cancel(payment).ifPresent(next -> take(payment, next));
  }

  /** The order will be known to us later, and must then not be paid. */
  private void leaveTombstone(String orderId) {
    var tombstone = Payment.tombstone(Ids.next(), orderId);
    if (payments.add(tombstone, clock.instant(), settings.lease())) {
      events.publish(tombstone, 1, new PaymentVoided());
    }
  }

  /**
   * @param amount of the returned lines, in minor units
   */
  public void linesReturned(String orderId, String returnId, long amount) {
    var payment = payments.lockOfOrder(orderId).orElseThrow();
    switch (payment.state()) {
      case CAPTURED -> {
        refunds.add(payment.id(), returnId, amount);
        refundNow(payment);
      }
      case REFUNDING -> refunds.add(payment.id(), returnId, amount);
      case AUTHORIZING, UNKNOWN, AUTHORIZED, DECLINED, CAPTURING, VOIDING, VOIDED, REFUNDED ->
          events.publish(
              payment,
              payments.nextSequence(payment.id()),
              new RefundFailed(returnId, "payment-" + payment.state().text()));
    }
  }

  private void refundNow(Payment payment) {
    var now = clock.instant();
    workAfterCommit(
        payments.move(
            payment.id(),
            PaymentState.REFUNDING,
            null,
            payment.sequence(),
            now,
            now.plus(settings.lease())));
  }

  private void take(Payment payment, PaymentLifecycle.Transition next) {
    var taken = transitions.apply(payment, next);
    if (taken.state().isWork()) {
      workAfterCommit(taken);
    }
  }

  private void workAfterCommit(Payment payment) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            worker.workOnClaimed(payment);
          }
        });
  }
}

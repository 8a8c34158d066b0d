package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.OrderPayment;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentEvent;
import dev.coalmine.payment.domain.PaymentEvent.PaymentVoided;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.payment.domain.PaymentLifecycle;
import dev.coalmine.payment.domain.PaymentLifecycle.ReturnDecision;
import dev.coalmine.payment.domain.PaymentLifecycle.Transition;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Refunds;
import dev.coalmine.payment.domain.Tombstone;
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
 * Stores what orders ask of payments, in the transaction of the order's event. The worker calls the
 * acquirer after the commit.
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

  /**
   * Begins the payment. Does nothing when a call has begun it, or when the order's cancellation
   * came first. A call that asked for another customer or price is undone.
   */
  public void placed(String orderId, String customer, Money price) {
    var payment = PaymentLifecycle.begin(Ids.next(), orderId, customer, price);
    if (payments.add(payment, clock.instant(), settings.lease())) {
      workAfterCommit(payment);
      return;
    }
    switch (payments.ofOrder(orderId).orElseThrow()) {
      case Tombstone _ -> {}
      case Payment known when known.isFor(customer, price) -> {}
      case Payment _ -> {
        log.error("Order {}: a call asked for another payment than the order's; undone", orderId);
        meters.counter("payments.conflicts").increment();
        cancel(payments.lockOfOrder(orderId).orElseThrow());
      }
    }
  }

  /** Captures the payment if it is authorized. */
  public void confirmed(String orderId) {
    if (payments.lockOfOrder(orderId).orElse(null) instanceof Payment payment) {
      PaymentLifecycle.capture(payment).ifPresent(transition -> apply(payment, transition));
    }
  }

  /** Undoes the payment; if there is none, keeps a tombstone so that there will be none. */
  public void cancellationRequested(String orderId) {
    payments.lockOfOrder(orderId).ifPresentOrElse(this::cancel, () -> addTombstone(orderId));
  }

  private void cancel(OrderPayment found) {
    switch (found) {
      case Tombstone tombstone -> publishNext(tombstone, new PaymentVoided());
      case Payment payment -> {
        payments.requestCancel(payment.id(), clock.instant());
        PaymentLifecycle.cancel(payment).ifPresent(transition -> apply(payment, transition));
      }
    }
  }

  private void addTombstone(String orderId) {
    var tombstone = new Tombstone(Ids.next(), orderId);
    if (payments.add(tombstone, clock.instant(), settings.lease())) {
      events.publish(tombstone, Tombstone.SEQUENCE, new PaymentVoided());
    }
  }

  /**
   * Refunds returned lines, or publishes that they cannot be refunded.
   *
   * @param amount of the returned lines, in minor units
   */
  public void linesReturned(String orderId, String returnId, long amount) {
    var found = payments.lockOfOrder(orderId).orElseThrow();
    switch (PaymentLifecycle.returned(found, returnId)) {
      case ReturnDecision.Accepted(var payment, var transition) -> {
        refunds.add(payment.id(), returnId, amount);
        transition.ifPresent(next -> apply(payment, next));
      }
      case ReturnDecision.Rejected(var event) -> publishNext(found, event);
    }
  }

  private void publishNext(OrderPayment payment, PaymentEvent event) {
    events.publish(payment, payments.nextSequence(payment.id()), event);
  }

  private void apply(Payment payment, Transition transition) {
    var changed = transitions.apply(payment, transition);
    if (changed.state().isWork()) {
      workAfterCommit(changed);
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

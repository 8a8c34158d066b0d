package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Incidents;
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
import dev.coalmine.payment.domain.Workers;
import dev.coalmine.platform.transaction.Transactions;
import dev.coalmine.platform.transaction.Transactions.Work;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Stores what orders ask of payments, in the transaction of the order's event. The worker calls the
 * acquirer after the commit.
 */
public class OrderEventHandler {

  private final Transactions transactions;
  private final Payments payments;
  private final Refunds refunds;
  private final ApplyTransition transitions;
  private final PaymentEventPublisher events;
  private final Workers workers;
  private final Incidents incidents;
  private final LongSupplier ids;
  private final Duration lease;
  private final Clock clock;

  /**
   * @param lease how long a claim lasts
   */
  public OrderEventHandler(
      Transactions transactions,
      Payments payments,
      Refunds refunds,
      ApplyTransition transitions,
      PaymentEventPublisher events,
      Workers workers,
      Incidents incidents,
      LongSupplier ids,
      Duration lease,
      Clock clock) {
    this.transactions = transactions;
    this.payments = payments;
    this.refunds = refunds;
    this.transitions = transitions;
    this.events = events;
    this.workers = workers;
    this.incidents = incidents;
    this.ids = ids;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * Begins the payment. Does nothing when a call has begun it, or when the order's cancellation
   * came first. A call that asked for another customer or price is undone.
   */
  public void placed(String orderId, String customer, Money price) {
    var payment = PaymentLifecycle.begin(ids.getAsLong(), orderId, customer, price);
    inTransaction(
        work -> {
          if (payments.add(payment, clock.instant(), lease)) {
            work.afterCommit(() -> workers.work(payment));
          } else {
            undoOther(payment, work);
          }
        });
  }

  /** Cancels the payment that a call had begun, if it is for another customer or price. */
  private void undoOther(Payment payment, Work work) {
    var orderId = payment.orderId();
    switch (payments.ofOrder(orderId).orElseThrow()) {
      case Tombstone _ -> {}
      case Payment known when known.isFor(payment.customer(), payment.price()) -> {}
      case Payment _ -> {
        cancel(payments.lockOfOrder(orderId).orElseThrow(), work);
        work.afterCommit(() -> incidents.callConflicted(orderId));
      }
    }
  }

  /** Captures the payment if it is authorized. */
  public void confirmed(String orderId) {
    inTransaction(
        work -> {
          if (payments.lockOfOrder(orderId).orElse(null) instanceof Payment payment) {
            PaymentLifecycle.capture(payment)
                .ifPresent(transition -> apply(payment, transition, work));
          }
        });
  }

  /** Undoes the payment; if there is none, keeps a tombstone so that there will be none. */
  public void cancellationRequested(String orderId) {
    inTransaction(
        work ->
            payments
                .lockOfOrder(orderId)
                .ifPresentOrElse(found -> cancel(found, work), () -> addTombstone(orderId)));
  }

  private void cancel(OrderPayment found, Work work) {
    switch (found) {
      case Tombstone tombstone -> publishNext(tombstone, new PaymentVoided());
      case Payment payment -> {
        payments.requestCancel(payment.id(), clock.instant());
        PaymentLifecycle.cancel(payment).ifPresent(transition -> apply(payment, transition, work));
      }
    }
  }

  private void addTombstone(String orderId) {
    var tombstone = new Tombstone(ids.getAsLong(), orderId);
    if (payments.add(tombstone, clock.instant(), lease)) {
      events.publish(tombstone, Tombstone.SEQUENCE, new PaymentVoided());
    }
  }

  /**
   * Refunds returned lines, or publishes that they cannot be refunded.
   *
   * @param amount of the returned lines, in minor units
   */
  public void linesReturned(String orderId, String returnId, long amount) {
    inTransaction(
        work -> {
          var found = payments.lockOfOrder(orderId).orElseThrow();
          switch (PaymentLifecycle.returned(found, returnId)) {
            case ReturnDecision.Accepted(var payment, var transition) -> {
              refunds.add(payment.id(), returnId, amount);
              transition.ifPresent(next -> apply(payment, next, work));
            }
            case ReturnDecision.Rejected(var event) -> publishNext(found, event);
          }
        });
  }

  private void publishNext(OrderPayment payment, PaymentEvent event) {
    events.publish(payment, payments.nextSequence(payment.id()), event);
  }

  private void apply(Payment payment, Transition transition, Work work) {
    var changed = transitions.apply(payment, transition);
    if (changed.state().isWork()) {
      work.afterCommit(() -> workers.work(changed));
    }
  }

  private void inTransaction(Consumer<Work> task) {
    transactions.join(
        work -> {
          task.accept(work);
          return true;
        });
  }
}

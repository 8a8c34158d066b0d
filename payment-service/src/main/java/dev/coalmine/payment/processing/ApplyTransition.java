package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.payment.domain.PaymentLifecycle.Transition;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Refund;
import dev.coalmine.payment.domain.Refunds;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntFunction;

/** Stores transitions. The caller has a transaction and has locked the payment's row. */
public class ApplyTransition {

  private final Payments payments;
  private final Refunds refunds;
  private final PaymentEventPublisher events;
  private final Duration lease;
  private final IntFunction<Duration> pause;
  private final Clock clock;

  /**
   * @param lease how long a claim lasts
   * @param pause the pause after so many failures in a row
   */
  public ApplyTransition(
      Payments payments,
      Refunds refunds,
      PaymentEventPublisher events,
      Duration lease,
      IntFunction<Duration> pause,
      Clock clock) {
    this.payments = payments;
    this.refunds = refunds;
    this.events = events;
    this.lease = lease;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Stores the next state and publishes its events. If the next state is work, the caller holds the
   * claim and begins the work after the commit.
   *
   * @return the payment in its next state
   */
  Payment apply(Payment payment, Transition next) {
    long sequence = payment.sequence();
    for (var event : next.events()) {
      events.publish(payment, ++sequence, event);
    }
    if (next.refundsRest()) {
      addRest(payment);
    }
    var now = clock.instant();
    boolean work = next.state().isWork();
    return payments.move(
        payment.id(),
        next.state(),
        next.reason(),
        sequence,
        work ? now : null,
        work ? now.plus(lease) : null);
  }

  /** Gives the claim up until the pause of the back-off is over. */
  Payment postpone(Payment payment, PaymentState state) {
    payments.postpone(payment.id(), state, clock.instant().plus(pause.apply(payment.failures())));
    return payments.lock(payment.id());
  }

  /** Adds a refund of all that no return has refunded. */
  void addRest(Payment payment) {
    long given =
        refunds.all(payment.id()).stream()
            .filter(refund -> refund.status() != Refund.Status.FAILED)
            .mapToLong(Refund::amount)
            .sum();
    refunds.add(payment.id(), null, payment.price().amount() - given);
  }
}

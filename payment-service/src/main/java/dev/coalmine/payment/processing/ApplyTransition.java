package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.payment.domain.PaymentLifecycle.Transition;
import dev.coalmine.payment.domain.Refund;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Writes a step and publishes its events; within the caller's transaction, the row locked. */
@Component
class ApplyTransition {

  private final Payments payments;
  private final Refunds refunds;
  private final PaymentEventPublisher events;
  private final PaymentSettings settings;
  private final Clock clock;

  ApplyTransition(
      Payments payments,
      Refunds refunds,
      PaymentEventPublisher events,
      PaymentSettings settings,
      Clock clock) {
    this.payments = payments;
    this.refunds = refunds;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * When the next state is work it is the caller's: claimed, to be begun after the commit.
   *
   * @return the payment as it is then
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
        work ? now.plus(settings.lease()) : null);
  }

  /** All that no return has given back. */
  void addRest(Payment payment) {
    long given =
        refunds.all(payment.id()).stream()
            .filter(refund -> refund.status() != Refund.Status.FAILED)
            .mapToLong(Refund::amount)
            .sum();
    refunds.add(payment.id(), null, payment.price().amount() - given);
  }
}

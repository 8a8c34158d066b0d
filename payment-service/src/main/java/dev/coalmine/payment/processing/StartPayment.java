package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.OrderPayment;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentLifecycle;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Workers;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Begins the payment of an order. Sometimes the order's event comes before the call; then this
 * waits for the worker, of this or another replica, that has begun the payment.
 */
public class StartPayment {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  private final Transactions transactions;
  private final Payments payments;
  private final Workers workers;
  private final LongSupplier ids;
  private final Duration lease;
  private final Clock clock;

  /**
   * @param lease how long a claim lasts
   */
  public StartPayment(
      Transactions transactions,
      Payments payments,
      Workers workers,
      LongSupplier ids,
      Duration lease,
      Clock clock) {
    this.transactions = transactions;
    this.payments = payments;
    this.workers = workers;
    this.ids = ids;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * Waits for the outcome without a transaction or a connection of the database. Does not wait for
   * a payment of another customer or price, whose outcome does not answer the question.
   *
   * @param patience how long to wait for the outcome; the work goes on after it
   * @return the payment in the state that it then has
   */
  public OrderPayment andWait(String orderId, String customer, Money price, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    var payment = PaymentLifecycle.begin(ids.getAsLong(), orderId, customer, price);
    boolean mine = transactions.run(_ -> payments.add(payment, clock.instant(), lease));
    if (mine) {
      await(payment, patience);
    }
    var found = payments.ofOrder(orderId).orElseThrow();
    return !mine && found instanceof Payment other && other.isFor(customer, price)
        ? awaitOther(other, deadline)
        : found;
  }

  private void await(Payment payment, Duration patience) {
    try {
      workers.work(payment).get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the caller gets Pending, and an event later
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads the row repeatedly, because another replica may work on the payment. Does not wait while
   * the outcome is Unknown: then the acquirer has not answered in time.
   */
  private OrderPayment awaitOther(OrderPayment found, long deadline) {
    var pause = FIRST_PAUSE;
    while (found instanceof Payment payment && payment.state() == PaymentState.AUTHORIZING) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return found;
      }
      try {
        Thread.sleep(Duration.ofNanos(Math.min(left, pause.toNanos())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return found;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
      found = payments.ofOrder(found.orderId()).orElseThrow();
    }
    return found;
  }
}

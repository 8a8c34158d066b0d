package dev.coalmine.payment.payment;

import dev.coalmine.platform.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Begins the payment of an order, unless somebody has. */
@Service
public class StartPayment {

  private final Payments payments;
  private final PaymentWorker worker;
  private final TransactionOperations transaction;
  private final PaymentSettings settings;
  private final Clock clock;

  StartPayment(
      Payments payments,
      PaymentWorker worker,
      TransactionOperations transaction,
      PaymentSettings settings,
      Clock clock) {
    this.payments = payments;
    this.worker = worker;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param patience how long to wait for the outcome; the work goes on after it
   * @return the payment as it then is
   */
  public Payment andWait(String orderId, String customer, Money price, Duration patience) {
    var payment = Payment.begun(Ids.next(), orderId, customer, price, PaymentState.AUTHORIZING, 0);
    boolean mine =
        transaction.execute(_ -> payments.add(payment, clock.instant(), settings.lease()));
    if (mine) {
      await(payment, patience);
    }
    return payments.ofOrder(orderId).orElseThrow();
  }

  private void await(Payment payment, Duration patience) {
    try {
      worker.workOnClaimed(payment).get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // the caller hears Pending, and an event later
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.Acquirer.Creation.Created;
import dev.coalmine.payment.domain.Acquirer.Creation.NoAnswer;
import dev.coalmine.payment.domain.Acquirer.Creation.NotCreated;
import dev.coalmine.payment.domain.AcquirerOutcome;
import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Declined;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.AcquirerOutcome.Unconfirmed;
import dev.coalmine.payment.domain.AcquirerOutcome.Voided;
import dev.coalmine.payment.domain.Payment;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Calls the acquirer for a payment, step by step, without an open transaction. A commit precedes
 * each call, so that after a crash another worker can find out what the call led to.
 */
@Component
public class PaymentWorker implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(PaymentWorker.class);

  /** Work that takes longer is taken up by another replica when its claim ends. */
  private static final int DRAIN_SECONDS = 10;

  private final Acquirer acquirer;
  private final RecordOutcome record;
  private final Semaphore permits;
  private volatile boolean stopping;
  private final ExecutorService threads =
      ContextExecutorService.wrap(
          Executors.newVirtualThreadPerTaskExecutor(),
          () -> ContextSnapshotFactory.builder().build().captureAll());

  PaymentWorker(
      Acquirer acquirer,
      AcquirerRecovery recovery,
      RecordOutcome record,
      PaymentSettings settings) {
    this.acquirer = new ObservedAcquirer(acquirer, recovery);
    this.record = record;
    this.permits = new Semaphore(settings.concurrency());
  }

  /** Works on a payment that the caller has claimed, until no work is left or it has to wait. */
  public CompletableFuture<Void> workOnClaimed(Payment payment) {
    return CompletableFuture.runAsync(() -> bounded(payment), threads);
  }

  private void bounded(Payment payment) {
    boolean atOnce = permits.tryAcquire();
    try {
      if (!atOnce) {
        permits.acquire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // the claim ends, and the payment is found as due
    }
    try {
      if (!stopping) {
        work(atOnce ? payment : record.renew(payment));
      }
    } catch (ClaimLost e) {
      log.info("{}", e.getMessage());
    } catch (RuntimeException e) {
      log.warn("Order {}: its payment is left for later: {}", payment.orderId(), e.toString());
    } finally {
      permits.release();
    }
  }

  private void work(Payment payment) {
    int failures = payment.failures();
    while (payment.state().isWork()) {
      var after = step(payment);
      if (after.failures() > failures) {
        return; // postponed
      }
      failures = after.failures();
      payment = after;
    }
  }

  private Payment step(Payment payment) {
    return switch (payment.state()) {
      case AUTHORIZING, UNKNOWN -> record.record(payment, authorize(payment));
      case CAPTURING -> record.record(payment, capture(payment));
      case VOIDING -> record.record(payment, cancel(payment));
      case REFUNDING -> refund(payment);
      case AUTHORIZED, DECLINED, CAPTURED, VOIDED, REFUNDED -> payment;
    };
  }

  private AcquirerOutcome authorize(Payment payment) {
    if (payment.isFree()) {
      return new Authorized();
    }
    if (payment.intent() == null) {
      return switch (acquirer.create(payment)) {
        case Created(var intent) -> acquirer.confirm(record.beginAttempt(payment, intent));
        case NotCreated(var reason) -> new Declined(reason);
        case NoAnswer(var why) -> new Unclear(why);
      };
    }
    // an earlier attempt began; the acquirer knows its outcome
    var found = acquirer.find(payment);
    if (!(found instanceof Unconfirmed)) {
      return found;
    }
    return payment.cancelRequested()
        ? acquirer.cancel(record.beginAttempt(payment, payment.intent()))
        : acquirer.confirm(record.beginAttempt(payment, payment.intent()));
  }

  private AcquirerOutcome capture(Payment payment) {
    if (payment.isFree()) {
      return new Captured("free", 0);
    }
    if (payment.attempt() > 0) {
      var found = acquirer.find(payment);
      if (!(found instanceof Authorized)) {
        return found;
      }
    }
    return acquirer.capture(record.beginAttempt(payment, payment.intent()));
  }

  private AcquirerOutcome cancel(Payment payment) {
    if (payment.isFree()) {
      return new Voided("free");
    }
    if (payment.attempt() > 0) {
      var found = acquirer.find(payment);
      if (!(found instanceof Authorized || found instanceof Unconfirmed)) {
        return found;
      }
    }
    return acquirer.cancel(record.beginAttempt(payment, payment.intent()));
  }

  private Payment refund(Payment payment) {
    for (var refund : record.openRefunds(payment.id())) {
      var outcome =
          refund.amount() == 0 || payment.isFree()
              ? new Acquirer.RefundOutcome.Refunded(null)
              : acquirer.refund(payment, record.beginRefundAttempt(payment, refund));
      record.recordRefund(payment, refund, outcome);
    }
    return record.finishRefunds(payment);
  }

  /** Lets the work under way end; another replica takes up the rest when the claims end. */
  @Override
  public void destroy() throws InterruptedException {
    stopping = true;
    threads.shutdown();
    if (!threads.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
  }
}

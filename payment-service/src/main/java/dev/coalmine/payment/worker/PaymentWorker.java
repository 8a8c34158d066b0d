package dev.coalmine.payment.worker;

import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Workers;
import dev.coalmine.payment.processing.AdvancePayment;
import dev.coalmine.payment.processing.ClaimLost;
import dev.coalmine.payment.processing.RenewClaim;
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

/** Advances claimed payments on virtual threads, a bounded number at once. */
@Component
class PaymentWorker implements Workers, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(PaymentWorker.class);

  /** Work that takes longer is taken up by another replica when its claim ends. */
  private static final int DRAIN_SECONDS = 10;

  private final AdvancePayment payments;
  private final RenewClaim claims;
  private final Semaphore permits;
  private volatile boolean stopping;
  private final ExecutorService threads =
      ContextExecutorService.wrap(
          Executors.newVirtualThreadPerTaskExecutor(),
          () -> ContextSnapshotFactory.builder().build().captureAll());

  PaymentWorker(AdvancePayment payments, RenewClaim claims, PaymentSettings settings) {
    this.payments = payments;
    this.claims = claims;
    this.permits = new Semaphore(settings.concurrency());
  }

  @Override
  public CompletableFuture<Void> work(Payment claimed) {
    return CompletableFuture.runAsync(() -> bounded(claimed), threads);
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
        payments.advance(atOnce ? payment : claims.renew(payment));
      }
    } catch (ClaimLost e) {
      log.info("{}", e.getMessage());
    } catch (RuntimeException e) {
      log.warn(
          "Order {}: work on its payment failed; retried when the claim ends: {}",
          payment.orderId(),
          e.toString());
    } finally {
      permits.release();
    }
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

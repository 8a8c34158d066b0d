package dev.coalmine.payment.processing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Makes a payment due that the acquirer has news of. */
@Service
public class AcquirerNews {

  private final Payments payments;
  private final PaymentWorker worker;
  private final PaymentSettings settings;
  private final TransactionOperations transaction;
  private final Clock clock;
  private final MeterRegistry meters;

  AcquirerNews(
      Payments payments,
      PaymentWorker worker,
      PaymentSettings settings,
      TransactionOperations transaction,
      Clock clock,
      MeterRegistry meters) {
    this.payments = payments;
    this.worker = worker;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
    this.meters = meters;
  }

  public void of(String intent) {
    var waiting = payments.waitingFor(intent);
    waiting.ifPresent(this::work);
    var result = waiting.isPresent() ? "waiting" : payments.knows(intent) ? "known" : "unknown";
    meters.counter("acquirer.webhooks", "payment", result).increment();
  }

  private void work(long id) {
    transaction
        .execute(_ -> payments.claim(id, clock.instant(), settings.lease()))
        .ifPresent(worker::workOnClaimed);
  }
}

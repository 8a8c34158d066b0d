package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payments;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Works at once on a payment whose intent has changed at the acquirer. */
@Service
public class AcquirerWebhookHandler {

  private final Payments payments;
  private final PaymentWorker worker;
  private final PaymentSettings settings;
  private final TransactionOperations transaction;
  private final Clock clock;
  private final MeterRegistry meters;

  AcquirerWebhookHandler(
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

  public void intentChanged(String intent) {
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

package dev.coalmine.payment.worker;

import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.platform.recovery.RecoveryDetector;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends the back-off of payments when the acquirer answers again after an outage. They become due
 * one after another, so that an acquirer that has just come back is not given all of them at once.
 */
@Component
public class AcquirerRecovery {

  private static final Logger log = LoggerFactory.getLogger(AcquirerRecovery.class);

  /** In a row; with fewer, no payment waits for more than a few seconds. */
  private static final int FAILURES_OF_AN_OUTAGE = 3;

  private final Transactions transactions;
  private final Payments payments;
  private final PaymentSettings settings;
  private final Clock clock;
  private final RecoveryDetector detector;

  AcquirerRecovery(
      Transactions transactions, Payments payments, PaymentSettings settings, Clock clock) {
    this.transactions = transactions;
    this.payments = payments;
    this.settings = settings;
    this.clock = clock;
    this.detector = new RecoveryDetector(FAILURES_OF_AN_OUTAGE, settings.probe());
  }

  /** Returns an acquirer whose answers and failures tell when an outage ends. */
  public Acquirer observe(Acquirer acquirer) {
    return new ObservedAcquirer(acquirer, this);
  }

  void answered() {
    if (detector.answered(clock.instant())) {
      Thread.ofVirtual().name("acquirer-recovery").start(this::hasten);
    }
  }

  void failed() {
    detector.failed(clock.instant());
  }

  /** Whether a payment is to be tried ahead of its time, to find out whether the outage lasts. */
  boolean takeProbe() {
    return detector.takeProbe(clock.instant());
  }

  private void hasten() {
    try {
      int hastened =
          transactions.run(_ -> payments.hasten(clock.instant(), settings.recoveryRate()));
      if (hastened > 0) {
        log.info("The acquirer answers: {} payments are due now", hastened);
      }
    } catch (RuntimeException e) {
      log.warn("Payments wait until the acquirer's next answer: {}", e.toString());
      detector.assumeOutage();
    }
  }
}

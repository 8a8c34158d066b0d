package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Workers;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;

/** Works at once on a payment whose intent has changed at the acquirer. */
public class AcquirerWebhookHandler {

  /** What an intent is to this service. */
  public enum Relevance {
    /** A payment of this intent waits for work. */
    WAITING,
    /** A payment has this intent, and there is no work to do. */
    KNOWN,
    /** No payment has this intent. */
    UNKNOWN
  }

  private final Transactions transactions;
  private final Payments payments;
  private final Workers workers;
  private final Duration lease;
  private final Clock clock;

  /**
   * @param lease how long a claim lasts
   */
  public AcquirerWebhookHandler(
      Transactions transactions, Payments payments, Workers workers, Duration lease, Clock clock) {
    this.transactions = transactions;
    this.payments = payments;
    this.workers = workers;
    this.lease = lease;
    this.clock = clock;
  }

  /** Begins the work, unless another worker has claimed the payment. */
  public Relevance intentChanged(String intent) {
    var waiting = payments.waitingFor(intent);
    if (waiting.isEmpty()) {
      return payments.knows(intent) ? Relevance.KNOWN : Relevance.UNKNOWN;
    }
    transactions
        .run(_ -> payments.claim(waiting.get(), clock.instant(), lease))
        .ifPresent(workers::work);
    return Relevance.WAITING;
  }
}

package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;

/** Stores that the acquirer is about to be asked to act, so that a crash leaves a trace of it. */
public class BeginAttempt {

  private final Transactions transactions;
  private final Payments payments;
  private final Duration lease;
  private final Clock clock;

  public BeginAttempt(Transactions transactions, Payments payments, Duration lease, Clock clock) {
    this.transactions = transactions;
    this.payments = payments;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * Stores the intent and the attempt's number before the acquirer is asked to act on the intent,
   * and prolongs the claim.
   *
   * @throws ClaimLost when another worker has claimed the payment
   */
  public Payment begin(Payment worked, String intent) {
    return transactions.run(
        _ ->
            payments
                .beginAttempt(worked.id(), worked.claim(), intent, clock.instant().plus(lease))
                .orElseThrow(() -> new ClaimLost(worked)));
  }
}

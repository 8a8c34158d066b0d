package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;

/** Prolongs the claim of a payment that has waited for its turn. */
public class RenewClaim {

  private final Transactions transactions;
  private final Payments payments;
  private final Duration lease;
  private final Clock clock;

  public RenewClaim(Transactions transactions, Payments payments, Duration lease, Clock clock) {
    this.transactions = transactions;
    this.payments = payments;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * @throws ClaimLost when another worker has claimed the payment
   */
  public Payment renew(Payment worked) {
    return transactions.run(
        _ ->
            payments
                .renew(worked.id(), worked.claim(), clock.instant().plus(lease))
                .orElseThrow(() -> new ClaimLost(worked)));
  }
}

package dev.coalmine.payment.worker;

import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.AcquirerOutcome;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Refund;

/** Tells {@link AcquirerRecovery} of each call whether the acquirer answered. */
class ObservedAcquirer implements Acquirer {

  private final Acquirer acquirer;
  private final AcquirerRecovery recovery;

  ObservedAcquirer(Acquirer acquirer, AcquirerRecovery recovery) {
    this.acquirer = acquirer;
    this.recovery = recovery;
  }

  @Override
  public Creation create(Payment payment) {
    var creation = acquirer.create(payment);
    note(!(creation instanceof Creation.NoAnswer));
    return creation;
  }

  @Override
  public AcquirerOutcome confirm(Payment payment) {
    return noted(acquirer.confirm(payment));
  }

  @Override
  public AcquirerOutcome find(Payment payment) {
    return noted(acquirer.find(payment));
  }

  @Override
  public AcquirerOutcome capture(Payment payment) {
    return noted(acquirer.capture(payment));
  }

  @Override
  public AcquirerOutcome cancel(Payment payment) {
    return noted(acquirer.cancel(payment));
  }

  @Override
  public RefundOutcome refund(Payment payment, Refund refund) {
    var outcome = acquirer.refund(payment, refund);
    note(!(outcome instanceof RefundOutcome.NoAnswer));
    return outcome;
  }

  private AcquirerOutcome noted(AcquirerOutcome outcome) {
    note(!(outcome instanceof AcquirerOutcome.Unclear));
    return outcome;
  }

  private void note(boolean answered) {
    if (answered) {
      recovery.answered();
    } else {
      recovery.failed();
    }
  }
}

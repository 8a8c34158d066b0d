package dev.coalmine.payment.worker;

import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Workers;
import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.loop.SupervisedLoops;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Claims the payments that are due and that no worker works on: a process died, the acquirer did
 * not answer, or a webhook never came. Every replica runs this loop.
 */
@Component
class DuePayments {

  private static final int AFTER_THE_WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 2048;

  /** Time to commit a claim; the worker itself waits for the work. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofDays(1);

  private final Transactions transactions;
  private final Payments payments;
  private final Workers workers;
  private final AcquirerRecovery recovery;
  private final PaymentSettings settings;
  private final Clock clock;

  DuePayments(
      Transactions transactions,
      Payments payments,
      Workers workers,
      AcquirerRecovery recovery,
      PaymentSettings settings,
      EventsSettings events,
      Clock clock,
      SupervisedLoops loops) {
    this.transactions = transactions;
    this.payments = payments;
    this.workers = workers;
    this.recovery = recovery;
    this.settings = settings;
    this.clock = clock;
    var loop = loops.loop("due-payments", settings.poll(), this::work);
    loops.runWithApplication(loop, events.enabled(), AFTER_THE_WEB_SERVER, DRAIN);
  }

  /** Returns whether more payments may be due. */
  private boolean work() {
    var due = claim();
    due.stream().map(workers::work).toList().forEach(CompletableFuture::join);
    return due.size() == settings.concurrency();
  }

  /** Claims what is due; in an outage of the acquirer, sometimes the payment that is due next. */
  private List<Payment> claim() {
    var now = clock.instant();
    var due = claim(now, now, settings.concurrency());
    return due.isEmpty() && recovery.takeProbe()
        ? claim(now, now.plus(LONGER_THAN_ANY_PAUSE), 1)
        : due;
  }

  private List<Payment> claim(Instant now, Instant dueBy, int most) {
    return transactions.run(_ -> payments.claimDue(now, dueBy, settings.lease(), most));
  }
}

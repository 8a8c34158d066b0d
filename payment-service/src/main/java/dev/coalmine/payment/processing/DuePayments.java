package dev.coalmine.payment.processing;

import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.loop.SupervisedLoop;
import dev.coalmine.platform.loop.SupervisedLoops;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Claims the payments that are due and that no worker works on: a process died, the acquirer did
 * not answer, or a webhook never came. Every replica runs this loop.
 */
@Component
class DuePayments implements SmartLifecycle {

  /** Time to commit a claim; the worker itself waits for the work. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofDays(1);

  private final Payments payments;
  private final PaymentWorker worker;
  private final AcquirerRecovery recovery;
  private final TransactionOperations transaction;
  private final PaymentSettings settings;
  private final EventsSettings events;
  private final Clock clock;
  private final SupervisedLoop loop;

  DuePayments(
      Payments payments,
      PaymentWorker worker,
      AcquirerRecovery recovery,
      TransactionOperations transaction,
      PaymentSettings settings,
      EventsSettings events,
      Clock clock,
      SupervisedLoops loops) {
    this.payments = payments;
    this.worker = worker;
    this.recovery = recovery;
    this.transaction = transaction;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    this.loop = loops.loop("due-payments", settings.poll(), this::work);
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() {
    loop.stop(DRAIN);
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }

  /** Stops after the web server. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 2048;
  }

  @Override
  public boolean isAutoStartup() {
    return events.enabled();
  }

  /** Returns whether more payments may be due. */
  private boolean work() {
    List<Payment> due = transaction.execute(_ -> claim(clock.instant()));
    due.stream().map(worker::workOnClaimed).toList().forEach(CompletableFuture::join);
    return due.size() == settings.concurrency();
  }

  /** Claims what is due; in an outage of the acquirer, sometimes the payment that is due next. */
  private List<Payment> claim(Instant now) {
    var due = payments.claimDue(now, now, settings.lease(), settings.concurrency());
    return due.isEmpty() && recovery.takeProbe()
        ? payments.claimDue(now, now.plus(LONGER_THAN_ANY_PAUSE), settings.lease(), 1)
        : due;
  }
}

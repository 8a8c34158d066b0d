package dev.coalmine.notification.mail;

import dev.coalmine.notification.delivery.Deliveries;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.signal.SignalReceiver;
import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.loop.SupervisedLoop;
import dev.coalmine.platform.loop.SupervisedLoops;
import dev.coalmine.platform.recovery.RecoveryDetector;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends what is due, outside any transaction. Killed between sending and noting it, the mail is
 * sent again under the same Message-ID.
 */
@Component
class MailWorker implements SmartLifecycle, SignalReceiver {

  private static final Logger log = LoggerFactory.getLogger(MailWorker.class);

  /** For the notes of what was interrupted: as long as a connection to the database may take. */
  private static final Duration NOTING = Duration.ofSeconds(2);

  /** In a row; with fewer, no mail waits for more than a few seconds. */
  private static final int FAILURES_OF_AN_OUTAGE = 3;

  private final Deliveries deliveries;
  private final SendMail mail;
  private final MailSettings settings;
  private final EventsSettings events;
  private final SupervisedLoop loop;
  private final ExecutorService noters = Executors.newVirtualThreadPerTaskExecutor();
  private final Clock clock;
  private final RecoveryDetector recovery;
  private volatile @Nullable ExecutorService senders;

  MailWorker(
      Deliveries deliveries,
      SendMail mail,
      MailSettings settings,
      EventsSettings events,
      Clock clock,
      SupervisedLoops loops) {
    this.deliveries = deliveries;
    this.mail = mail;
    this.settings = settings;
    this.events = events;
    this.loop = loops.loop("mail", settings.poll(), this::sendDue);
    this.clock = clock;
    this.recovery = new RecoveryDetector(FAILURES_OF_AN_OUTAGE, settings.probe());
  }

  @Override
  public void mailIsDue() {
    loop.wake();
  }

  @Override
  public void start() {
    if (!isRunning()) {
      senders = Executors.newVirtualThreadPerTaskExecutor();
      loop.start();
    }
  }

  /** Waits for what is being sent, and for its note; what takes too long is interrupted. */
  @Override
  public void stop() {
    if (isRunning() && !loop.stop(settings.stopLimit())) {
      senders.shutdownNow();
      loop.stop(NOTING);
    }
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }

  @Override
  public boolean isAutoStartup() {
    return events.enabled();
  }

  /**
   * Says whether there may be more. Notes are made on threads of their own: the interrupt that is
   * to end an SMTP dialogue would end a connection to the database as well.
   */
  private boolean sendDue() {
    var own = senders;
    var due = claim();
    var sending =
        due.stream()
            .map(n -> CompletableFuture.supplyAsync(() -> send(n), own))
            .map(sent -> sent.thenAcceptAsync(Runnable::run, noters))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(sending).join();
    return due.size() == settings.concurrency();
  }

  /** What is due; else, now and then while the mail server is out, what comes next. */
  private List<Notification> claim() {
    var due = deliveries.claim(settings.lease(), settings.concurrency());
    return due.isEmpty() && recovery.takeProbe(clock.instant())
        ? deliveries.claimNext(settings.lease())
        : due;
  }

  /** What it returns notes the result. */
  private Runnable send(Notification notification) {
    try {
      mail.send(notification);
      return () -> {
        deliveries.sent(notification);
        serverAnswered();
      };
    } catch (SendMail.Rejected e) {
      return () -> {
        log.warn("Mail {} is undeliverable: {}", Ids.text(notification.id()), e.getMessage());
        deliveries.undeliverable(notification, e.getMessage());
        serverAnswered();
      };
    } catch (TemplateDefect e) {
      return () -> {
        log.warn("Mail {} is given up", Ids.text(notification.id()));
        deliveries.failed(notification, e.getMessage());
      };
    } catch (RuntimeException e) { // the server is out, or what the words are made of
      recovery.failed(clock.instant());
      var pause = settings.pause(notification.attempts());
      return () -> deliveries.postpone(notification, String.valueOf(e.getMessage()), pause);
    }
  }

  /** After an outage, makes the other mails due. */
  private void serverAnswered() {
    if (recovery.answered(clock.instant())) {
      try {
        int hastened = deliveries.hasten(settings.recoveryRate());
        if (hastened > 0) {
          log.info("The mail server answers: {} mails are due now", hastened);
        }
      } catch (RuntimeException e) {
        recovery.assumeOutage(); // the next answer hastens them
        throw e;
      }
    }
  }
}

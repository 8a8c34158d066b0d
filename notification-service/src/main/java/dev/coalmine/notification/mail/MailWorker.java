package dev.coalmine.notification.mail;

import dev.coalmine.notification.notification.Deliveries;
import dev.coalmine.notification.notification.Notification;
import dev.coalmine.notification.notification.SignalReceiver;
import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.loop.SupervisedLoop;
import dev.coalmine.platform.loop.SupervisedLoops;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  private final Deliveries deliveries;
  private final SendMail mail;
  private final MailSettings settings;
  private final EventsSettings events;
  private final SupervisedLoop loop;
  private final ExecutorService noters = Executors.newVirtualThreadPerTaskExecutor();
  private volatile ExecutorService senders;

  MailWorker(
      Deliveries deliveries,
      SendMail mail,
      MailSettings settings,
      EventsSettings events,
      SupervisedLoops loops) {
    this.deliveries = deliveries;
    this.mail = mail;
    this.settings = settings;
    this.events = events;
    this.loop = loops.loop("mail", settings.poll(), this::sendDue);
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
    var due = deliveries.claim(settings.lease(), settings.concurrency());
    var sending =
        due.stream()
            .map(n -> CompletableFuture.supplyAsync(() -> send(n), own))
            .map(sent -> sent.thenAcceptAsync(Runnable::run, noters))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(sending).join();
    return due.size() == settings.concurrency();
  }

  /** What it returns notes the result. */
  private Runnable send(Notification notification) {
    try {
      mail.send(notification);
      return () -> deliveries.sent(notification);
    } catch (SendMail.Rejected | TemplateDefect e) {
      log.warn("Mail {} is given up", Ids.text(notification.id()));
      return () -> deliveries.failed(notification, e.getMessage());
    } catch (RuntimeException e) { // the server is out, or what the words are made of
      var pause = settings.pause(notification.attempts());
      return () -> deliveries.postpone(notification, String.valueOf(e.getMessage()), pause);
    }
  }
}

package dev.coalmine.notification.mail;

import dev.coalmine.notification.notification.Deliveries;
import dev.coalmine.notification.notification.Notification;
import dev.coalmine.notification.notification.SignalReceiver;
import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.id.Ids;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

  private final Deliveries deliveries;
  private final SendMail mail;
  private final MailSettings settings;
  private final EventsSettings events;
  private final Semaphore wake = new Semaphore(0);
  private volatile Thread thread;

  MailWorker(Deliveries deliveries, SendMail mail, MailSettings settings, EventsSettings events) {
    this.deliveries = deliveries;
    this.mail = mail;
    this.settings = settings;
    this.events = events;
  }

  @Override
  public void mailIsDue() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("mail").unstarted(this::run);
    thread.start();
  }

  @Override
  public void stop() {
    thread = null;
    mailIsDue();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public boolean isAutoStartup() {
    return events.enabled();
  }

  private void run() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (isRunning()) {
        if (!sendDue(threads)) {
          awaitWake();
        }
      }
    }
  }

  /** Says whether there may be more. */
  private boolean sendDue(ExecutorService threads) {
    try {
      var due = deliveries.claim(settings.lease(), settings.concurrency());
      var sending =
          due.stream()
              .map(n -> CompletableFuture.runAsync(() -> deliver(n), threads))
              .toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(sending).join();
      return due.size() == settings.concurrency();
    } catch (RuntimeException e) {
      log.warn("Due mails are left for later: {}", e.toString());
      return false;
    }
  }

  private void deliver(Notification notification) {
    try {
      mail.send(notification);
    } catch (SendMail.Rejected | TemplateDefect e) {
      log.warn("Mail {} is given up", Ids.text(notification.id()));
      deliveries.failed(notification, e.getMessage());
      return;
    } catch (RuntimeException e) { // the server is out, or what the words are made of
      deliveries.postpone(
          notification, String.valueOf(e.getMessage()), settings.pause(notification.attempts()));
      return;
    }
    deliveries.sent(notification);
  }

  private void awaitWake() {
    try {
      if (wake.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

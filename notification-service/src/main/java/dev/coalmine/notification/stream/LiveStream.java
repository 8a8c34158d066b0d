package dev.coalmine.notification.stream;

import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.notification.mail.NotificationText;
import dev.coalmine.platform.id.Ids;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open stream: everything after a position, out of the store, in order. Which replica wrote an
 * entry does not matter, nor which one the reader reached before.
 */
class LiveStream {

  private static final int PAGE = 100;

  private final String customer;
  private final SseEmitter emitter;
  private final Notifications notifications;
  private final NotificationText texts;
  private final StreamSettings settings;
  private final Instant end;
  private final Semaphore wake = new Semaphore(0);
  private final Queue<CompletableFuture<Void>> proofs = new ConcurrentLinkedQueue<>();
  private volatile boolean open = true;
  private volatile boolean displaced;
  private long position;

  /**
   * @param position the last one that the reader has seen
   * @param end when the reader's token expires
   */
  LiveStream(
      String customer,
      long position,
      Instant end,
      SseEmitter emitter,
      Notifications notifications,
      NotificationText texts,
      StreamSettings settings) {
    this.customer = customer;
    this.position = position;
    this.end = end;
    this.emitter = emitter;
    this.notifications = notifications;
    this.texts = texts;
    this.settings = settings;
  }

  void wake() {
    wake.release();
  }

  void end() {
    open = false;
    wake();
  }

  boolean isOpen() {
    return open;
  }

  /** Ends it with an event that says so, and asks its reader to come back later. */
  void displace() {
    displaced = true;
    end();
  }

  /**
   * Writes to the reader. A reader who has left is known when this completes: {@link #isOpen} says
   * no then.
   */
  CompletableFuture<Void> prove() {
    var proof = new CompletableFuture<Void>();
    proofs.add(proof);
    wake();
    if (!open) {
      completeProofs(); // it may have ended before it saw this one
    }
    return proof;
  }

  /** Runs until the reader leaves, the token expires, another stream displaces it, or a stop. */
  void run() {
    try {
      write();
    } finally {
      open = false;
      completeProofs();
    }
  }

  /**
   * Sends the first sign of life, on the thread of the request: the head is written with it, and
   * what other filters add to the head must not meet another thread that writes it.
   */
  void open() throws IOException {
    emitter.send(SseEmitter.event().comment("open").reconnectTime(1_000));
  }

  private void write() {
    try {
      var lastSign = Instant.now();
      while (open && Instant.now().isBefore(end)) {
        if (sendNew()) {
          lastSign = Instant.now();
        }
        if (!proofs.isEmpty()) { // beside news, too: the wake-up was for both
          sendTwice();
          lastSign = Instant.now();
        } else if (isOver(lastSign, settings.heartbeat())) {
          emitter.send(SseEmitter.event().comment("alive"));
          lastSign = Instant.now();
        }
        awaitWake();
      }
      if (displaced) {
        sendDisplaced();
      }
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      emitter.complete(); // the reader is gone
    } catch (RuntimeException | Error e) {
      emitter.completeWithError(e);
    }
  }

  /**
   * To a connection that the reader has closed the first write succeeds all the same: only its
   * answer, a reset, tells, and so the second write fails.
   */
  private void sendTwice() throws IOException {
    emitter.send(SseEmitter.event().comment("alive"));
    pause(settings.roundTrip());
    emitter.send(SseEmitter.event().comment("alive"));
    completeProofs();
  }

  private void completeProofs() {
    for (var proof = proofs.poll(); proof != null; proof = proofs.poll()) {
      proof.complete(null);
    }
  }

  /** It has no id: a reader that comes back resumes after the last notification it has seen. */
  private void sendDisplaced() throws IOException {
    emitter.send(
        SseEmitter.event()
            .name("displaced")
            .reconnectTime(settings.displacedRetry().toMillis())
            .data(
                new Displaced(
                    "You have opened more than %d streams; this was the oldest."
                        .formatted(settings.perCustomer()))));
  }

  private boolean sendNew() throws IOException {
    boolean any = false;
    for (int sent = PAGE; sent == PAGE; ) {
      var page = notifications.after(customer, position, PAGE);
      for (var notification : page) {
        send(notification);
      }
      sent = page.size();
      any |= sent > 0;
    }
    return any;
  }

  private void send(Notification notification) throws IOException {
    var text = texts.readable(notification);
    emitter.send(
        SseEmitter.event()
            .id(String.valueOf(notification.position()))
            .name(notification.template())
            .data(
                new Entry(
                    Ids.text(notification.id()),
                    notification.orderId(),
                    text.subject(),
                    text.body(),
                    notification.createdAt())));
    position = notification.position();
  }

  private void awaitWake() {
    try {
      if (wake.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      open = false;
    }
  }

  private void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      open = false;
    }
  }

  private static boolean isOver(Instant since, Duration time) {
    return Instant.now().isAfter(since.plus(time));
  }

  record Entry(String id, String orderId, String title, String text, Instant at) {}

  record Displaced(String reason) {}
}

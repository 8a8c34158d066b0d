package dev.coalmine.platform.outbox;

import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.event.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes the outbox. Every replica runs one; a partition of keys belongs to whoever holds its
 * advisory lock for the round, so the events of an aggregate never overtake each other.
 */
class OutboxRelay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(5);

  private final OutboxStore store;
  private final Topics topics;
  private final Set<String> declared = new HashSet<>();
  private final KafkaOperations<String, byte[]> kafka;
  private final TransactionTemplate transaction;
  private final List<PublicationListener> listeners;
  private final OutboxSettings settings;
  private final boolean enabled;
  private final Clock clock;
  private final Counter published;
  private final Semaphore wake = new Semaphore(0);
  private volatile Thread thread;
  private Instant nextCleaning;

  OutboxRelay(
      OutboxStore store,
      Topics topics,
      KafkaOperations<String, byte[]> kafka,
      TransactionTemplate transaction,
      List<PublicationListener> listeners,
      OutboxSettings settings,
      boolean enabled,
      Clock clock,
      MeterRegistry meters) {
    this.store = store;
    this.topics = topics;
    this.kafka = kafka;
    this.transaction = transaction;
    this.listeners = listeners;
    this.settings = settings;
    this.enabled = enabled;
    this.clock = clock;
    this.published = meters.counter("outbox.published");
    this.nextCleaning = clock.instant().plus(CLEANING_INTERVAL);
  }

  /** Something was committed: look now instead of at the next poll. */
  void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  @Override
  public void start() {
    // first known as running, then run: the loop ends when it is not
    thread = Thread.ofVirtual().name("outbox-relay").unstarted(this::run);
    thread.start();
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      wake();
      try {
        running.join(settings.transactionLimit());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public boolean isAutoStartup() {
    return enabled;
  }

  /** Below the web server: what its last requests decided is still published. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 4096;
  }

  private void run() {
    var pause = settings.poll();
    while (isRunning()) {
      try {
        var more = publishRound();
        clean();
        pause = settings.poll();
        if (more) {
          continue;
        }
      } catch (RuntimeException e) {
        log.warn("The outbox could not be published; trying again in {}: {}", pause, e.toString());
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        wake.drainPermits();
      }
      awaitWake(pause);
    }
  }

  /** Says whether the round moved anything, so that there may be more. */
  private boolean publishRound() {
    var done = transaction.execute(_ -> publishAndMark());
    done.forEach(event -> listeners.forEach(listener -> tell(listener, event)));
    published.increment(done.size());
    return !done.isEmpty();
  }

  private List<PendingEvent> publishAndMark() {
    store.begin(settings.transactionLimit());
    var partitions = store.lockPartitions();
    if (partitions.isEmpty()) {
      return List.of();
    }
    var pending = store.pending(partitions, settings.batch());
    declareTopics(pending);
    var done = Acknowledged.prefixes(pending, send(pending));
    if (done.isEmpty() && !pending.isEmpty()) {
      throw new IllegalStateException("the broker acknowledged none of " + pending.size());
    }
    store.markPublished(done.stream().map(PendingEvent::id).toList());
    return done;
  }

  /** A topic that does not exist would hold up every other one. */
  private void declareTopics(List<PendingEvent> pending) {
    for (var event : pending) {
      if (!declared.contains(event.topic())) {
        topics.declare(List.of(event.topic()), List.of());
        declared.add(event.topic());
      }
    }
  }

  private boolean[] send(List<PendingEvent> pending) {
    var deadline = System.nanoTime() + settings.transactionLimit().toNanos();
    var sends = pending.stream().map(this::send).toList();
    kafka.flush();
    var ok = new boolean[sends.size()];
    for (int i = 0; i < ok.length; i++) {
      ok[i] = acknowledged(sends.get(i), deadline - System.nanoTime());
    }
    return ok;
  }

  private Future<?> send(PendingEvent event) {
    try {
      return kafka.send(EventHeaders.toRecord(event.topic(), event.event()));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static boolean acknowledged(Future<?> send, long nanos) {
    try {
      send.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void tell(PublicationListener listener, PendingEvent event) {
    try {
      listener.published(event.topic(), event.event());
    } catch (RuntimeException e) {
      log.warn("{} failed on event {}", listener, event.event().id(), e);
    }
  }

  private void clean() {
    var now = clock.instant();
    if (now.isAfter(nextCleaning)) {
      var most = 10_000;
      var deleted = store.deletePublishedBefore(now.minus(settings.retention()), most);
      nextCleaning = deleted == most ? now : now.plus(CLEANING_INTERVAL);
    }
  }

  private void awaitWake(Duration pause) {
    try {
      if (wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}

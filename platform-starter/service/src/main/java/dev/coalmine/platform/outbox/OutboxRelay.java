package dev.coalmine.platform.outbox;

import dev.coalmine.platform.event.Topics;
import dev.coalmine.platform.loop.SupervisedLoop;
import dev.coalmine.platform.loop.SupervisedLoops;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Publishes the outbox. Every replica runs one; a partition of keys belongs to the relay that holds
 * its advisory lock for the round, so the events of an aggregate never overtake each other.
 */
class OutboxRelay {

  private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

  /** What the web server's last requests decided is still published. */
  private static final int AFTER_THE_WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 4096;

  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(5);

  private final OutboxStore store;
  private final Topics topics;
  private final Set<String> declared = new HashSet<>();
  private final KafkaOperations<String, byte[]> kafka;
  private final TransactionTemplate transaction;
  private final List<PublicationListener> listeners;
  private final OutboxSettings settings;
  private final Clock clock;
  private final Counter published;
  private final SupervisedLoop loop;
  private int recreations;
  private boolean producerHasFailed;
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
      MeterRegistry meters,
      SupervisedLoops loops) {
    this.store = store;
    this.topics = topics;
    this.kafka = kafka;
    this.transaction = transaction;
    this.listeners = listeners;
    this.settings = settings;
    this.clock = clock;
    this.published = meters.counter("outbox.published");
    this.nextCleaning = clock.instant().plus(CLEANING_INTERVAL);
    this.loop = loops.loop("outbox-relay", settings.poll(), this::round);
    loops.runWithApplication(loop, enabled, AFTER_THE_WEB_SERVER, settings.transactionLimit());
  }

  /** Something was committed: look now instead of at the next poll. */
  void wake() {
    loop.wake();
  }

  /** Says whether the round moved anything, so that there may be more. */
  private boolean round() {
    if (producerHasFailed || recreations != topics.recreations()) {
      recreations = topics.recreations();
      producerHasFailed = false;
      replaceProducer();
    }
    var published = publish();
    clean();
    return published;
  }

  private boolean publish() {
    var done = transaction.execute(_ -> publishAndMark());
    done.forEach(event -> listeners.forEach(listener -> tell(listener, event)));
    published.increment(done.size());
    return !done.isEmpty();
  }

  /**
   * A producer can fail for good, and nothing but another one helps then. And a broker that has
   * lost its disk gives producer ids from the first again: a producer that keeps the id of before
   * may share it with another one, and the broker would take the one's records for repeats of the
   * other's.
   */
  private void replaceProducer() {
    log.warn("The producer is replaced");
    kafka.getProducerFactory().reset();
  }

  private List<PendingEvent> publishAndMark() {
    store.begin(settings.transactionLimit());
    var partitions = store.lockPartitions();
    if (partitions.isEmpty()) {
      return List.of();
    }
    var pending = store.pending(partitions, settings.batch());
    var sending = new Sending(kafka, settings.sendLimit());
    declareTopics(pending);
    var done = AcknowledgedPrefix.prefixes(pending, sending.send(pending));
    if (done.isEmpty() && !pending.isEmpty()) {
      producerHasFailed = sending.producerHasFailed();
      throw new IllegalStateException(
          "the broker acknowledged none of " + pending.size(), sending.failure());
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
}

package dev.coalmine.platform.inbox;

import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.event.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * A subscription's listener container, and its successor when it has ended: Spring ends it for good
 * on an {@link Error}, and when a thread of it ends in a way that Spring does not expect, it runs
 * on without it.
 *
 * <p>Each container belongs to one id of its topic. When the topic is another one of the same name,
 * a new container takes over, and reads it from the beginning.
 */
class TopicConsumer {

  private static final Logger log = LoggerFactory.getLogger(TopicConsumer.class);

  /** Spring waits as long for a consumer to stop; a commit must not take longer. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private static final long FIRST_PAUSE_MS = 200;
  private static final double LONGER = 2;

  /** A container that lived for longer than this did not end because of its start. */
  private static final Duration STABLE = Duration.ofMinutes(1);

  private final Subscription subscription;
  private final EventProcessor processor;
  private final ConsumerFactory<String, byte[]> factory;
  private final Topics topics;
  private final String group;
  private final EventsSettings settings;
  private final Counter restarts;
  private final ExponentialBackOff backOff = new ExponentialBackOff(FIRST_PAUSE_MS, LONGER);
  private BackOffExecution pauses;
  private long notBefore = System.nanoTime();
  private volatile @Nullable Running running;

  TopicConsumer(
      Subscription subscription,
      EventProcessor processor,
      ConsumerFactory<String, byte[]> factory,
      Topics topics,
      String group,
      EventsSettings settings,
      MeterRegistry meters) {
    this.subscription = subscription;
    this.processor = processor;
    this.factory = factory;
    this.topics = topics;
    this.group = group;
    this.settings = settings;
    this.restarts = meters.counter("inbox.restarts", "topic", topic());
    backOff.setMaxInterval(settings.longestPause().toMillis());
    pauses = backOff.start();
    register(meters);
  }

  /** Unlike the Kafka client's own, these live as long as the process: an alert on them speaks. */
  private void register(MeterRegistry meters) {
    Gauge.builder("inbox.consumers", this, TopicConsumer::threads)
        .description("Threads that consume the topic; 0 when it is not consumed")
        .tag("topic", topic())
        .register(meters);
    Gauge.builder("inbox.partitions", this, TopicConsumer::partitions)
        .description("Partitions of the topic that the group has given to this process")
        .tag("topic", topic())
        .register(meters);
  }

  String topic() {
    return subscription.topic();
  }

  String deadLetterTopic() {
    return DeadLetters.topic(topic(), group);
  }

  /** Starts what does not run and should, once the topic exists. Called by one thread. */
  void ensureRunning() {
    topics.id(topic()).ifPresent(this::ensureRunning);
  }

  private void ensureRunning(Uuid id) {
    var current = running;
    if (current != null && current.hasEnded()) {
      end(current);
    } else if (current != null && !current.topicId.equals(id)) {
      log.warn("{} was recreated; it is read from its beginning", topic());
      stop();
    }
    if (running == null && System.nanoTime() - notBefore >= 0) {
      start(id);
    }
  }

  private void start(Uuid id) {
    var next = new Running(id);
    running = next; // known before it is started: a start that fails half-way is ended like others
    next.container.start();
    next.started = true;
  }

  private void end(Running ended) {
    if (System.nanoTime() - ended.since > STABLE.toNanos()) {
      pauses = backOff.start();
    }
    long pause = pauses.nextBackOff();
    log.error("A consumer of {} has ended; all of them start again in {} ms", topic(), pause);
    restarts.increment();
    stop();
    notBefore = System.nanoTime() + Duration.ofMillis(pause).toNanos();
  }

  /** Tells the container to stop, and does not wait. */
  void beginStop() {
    var stopping = running;
    if (stopping != null) {
      stopping.beginStop();
    }
  }

  /** Stops the container and waits, for 5 s at most. */
  void stop() {
    var stopping = running;
    if (stopping != null) {
      stopping.beginStop();
      stopping.awaitEnd();
      running = null;
    }
  }

  private int threads() {
    var current = running;
    return current == null ? 0 : current.alive();
  }

  private int partitions() {
    var current = running;
    return current == null ? 0 : current.container.getAssignedPartitions().size();
  }

  private BatchMessageListener<String, byte[]> listener() {
    return subscription.isBatched()
        ? records -> processor.processAll(processor.unapplied(records))
        : records -> processor.unapplied(records).forEach(processor::process);
  }

  /** A container, with what Spring does not say about it. */
  private final class Running {

    private final Uuid topicId;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final FromTheBeginning positions;
    private final ConcurrentMessageListenerContainer<String, byte[]> container;
    private final long since = System.nanoTime();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean started;

    Running(Uuid topicId) {
      this.topicId = topicId;
      this.positions = new FromTheBeginning(topicId);
      var properties = new ContainerProperties(topic());
      properties.setGroupId(group);
      properties.setAckMode(ContainerProperties.AckMode.BATCH);
      properties.setMessageListener(listener());
      properties.setShutdownTimeout(STOP_LIMIT.toMillis());
      properties.setSyncCommitTimeout(STOP_LIMIT);
      properties.setAuthExceptionRetryInterval(settings.longestPause());
      properties.setConsumerRebalanceListener(positions);
      properties.setOffsetAndMetadataProvider(
          (_, offset) -> new OffsetAndMetadata(offset, topicId.toString()));
      properties.setListenerTaskExecutor(executor());
      container = new ConcurrentMessageListenerContainer<>(factory, properties);
      container.setBeanName(topic());
      container.setConcurrency(settings.concurrency());
      container.setCommonErrorHandler(new BatchRetry(settings.longestPause()));
    }

    private SimpleAsyncTaskExecutor executor() {
      return new SimpleAsyncTaskExecutor(
          task -> {
            var thread = Thread.ofPlatform().name(topic() + "-" + threads.size()).unstarted(task);
            threads.add(thread);
            return thread;
          });
    }

    /** Asked again, the container would call back at once, though it is still ending. */
    void beginStop() {
      if (stopping.compareAndSet(false, true)) {
        container.stop(ended::countDown);
      }
    }

    void awaitEnd() {
      try {
        if (!ended.await(STOP_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
          log.warn("A consumer of {} has not stopped within {}", topic(), STOP_LIMIT);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    boolean hasEnded() {
      return !started
          || !container.isRunning()
          || alive() < settings.concurrency()
          || positions.areDoubtful();
    }

    int alive() {
      return (int) threads.stream().filter(Thread::isAlive).count();
    }
  }
}

package dev.coalmine.platform.inbox;

import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.event.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs the subscriptions. Topics are declared and containers started beside the application's
 * start: neither waits for the broker, and a broker that is out is tried again for ever.
 */
class Consumers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Consumers.class);

  private final Map<Subscription, EventProcessor> processors;
  private final ConsumerFactory<String, byte[]> factory;
  private final Topics topics;
  private final String consumer;
  private final EventsSettings settings;
  private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers =
      new ArrayList<>();
  private volatile Thread thread;

  Consumers(
      Map<Subscription, EventProcessor> processors,
      ConsumerFactory<String, byte[]> factory,
      Topics topics,
      String consumer,
      EventsSettings settings) {
    this.processors = processors;
    this.factory = factory;
    this.topics = topics;
    this.consumer = consumer;
    this.settings = settings;
  }

  @Override
  public void start() {
    // first known as running, then run: the loop ends when it is not
    thread = Thread.ofVirtual().name("consumers").unstarted(this::run);
    thread.start();
  }

  @Override
  public void stop() {
    var running = thread;
    thread = null;
    if (running != null) {
      LockSupport.unpark(running);
      join(running);
    }
    containers.forEach(container -> container.stop(() -> {}));
    containers.forEach(ConcurrentMessageListenerContainer::stop);
    containers.clear();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public boolean isAutoStartup() {
    return settings.enabled();
  }

  private void run() {
    var pause = Duration.ofMillis(200);
    while (isRunning() && !declared()) {
      sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(settings.longestPause()) < 0
              ? pause.multipliedBy(2)
              : settings.longestPause();
    }
    if (isRunning()) {
      processors.forEach(
          (subscription, processor) -> containers.add(container(subscription, processor)));
      containers.forEach(ConcurrentMessageListenerContainer::start);
    }
    while (isRunning()) {
      releaseParked();
      sleep(settings.parkedPoll());
    }
  }

  private boolean declared() {
    var subscribed = processors.keySet().stream().map(Subscription::topic).toList();
    try {
      topics.declare(
          subscribed,
          subscribed.stream().map(topic -> DeadLetters.topic(topic, consumer)).toList());
      return true;
    } catch (RuntimeException e) {
      log.warn("Topics cannot be declared yet: {}", e.toString());
      return false;
    }
  }

  private void releaseParked() {
    try {
      processors.values().forEach(EventProcessor::releaseParked);
    } catch (RuntimeException e) {
      log.warn("Parked events cannot be released yet: {}", e.toString());
    }
  }

  private ConcurrentMessageListenerContainer<String, byte[]> container(
      Subscription subscription, EventProcessor processor) {
    var properties = new ContainerProperties(subscription.topic());
    properties.setGroupId(consumer);
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    properties.setMessageListener(listener(subscription, processor));
    properties.setShutdownTimeout(5_000);
    var container = new ConcurrentMessageListenerContainer<>(factory, properties);
    container.setBeanName(subscription.topic());
    container.setConcurrency(settings.concurrency());
    container.setCommonErrorHandler(retryForEver());
    return container;
  }

  private static BatchMessageListener<String, byte[]> listener(
      Subscription subscription, EventProcessor processor) {
    return subscription.isBatched()
        ? records -> processor.processAll(processor.unapplied(records))
        : records -> oneByOne(processor.unapplied(records), processor);
  }

  private static void oneByOne(
      List<ConsumerRecord<String, byte[]>> records, EventProcessor processor) {
    for (var record : records) {
      try {
        processor.process(record);
      } catch (Outage e) {
        throw new BatchListenerFailedException("outage", e, record); // those before it are done
      }
    }
  }

  /** The container pauses its partitions between the tries, so that the group keeps its member. */
  private DefaultErrorHandler retryForEver() {
    var backOff = new ExponentialBackOff(100, 2);
    backOff.setMaxInterval(settings.longestPause().toMillis());
    backOff.setJitter(50);
    var handler = new DefaultErrorHandler(backOff);
    handler.setClassifications(Map.of(), true);
    return handler;
  }

  private static void sleep(Duration pause) {
    LockSupport.parkNanos(pause.toNanos());
  }

  private static void join(Thread thread) {
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

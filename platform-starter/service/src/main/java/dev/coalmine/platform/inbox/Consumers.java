package dev.coalmine.platform.inbox;

import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.event.Topics;
import dev.coalmine.platform.loop.SupervisedLoop;
import dev.coalmine.platform.loop.SupervisedLoops;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the subscriptions. Topics are declared and consumers started beside the application's start:
 * neither waits for the broker, and a broker that is out is tried again for ever. A consumer that
 * has ended is started again.
 */
class Consumers implements SmartLifecycle {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final List<TopicConsumer> consumers;
  private final Collection<EventProcessor> processors;
  private final Topics topics;
  private final EventsSettings settings;
  private final SupervisedLoop loop;
  private boolean declared;

  Consumers(
      List<TopicConsumer> consumers,
      Collection<EventProcessor> processors,
      Topics topics,
      EventsSettings settings,
      SupervisedLoops loops) {
    this.consumers = consumers;
    this.processors = processors;
    this.topics = topics;
    this.settings = settings;
    this.loop = loops.loop("consumers", settings.parkedPoll(), this::supervise);
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() {
    loop.stop(STOP_LIMIT);
    consumers.forEach(TopicConsumer::beginStop);
    consumers.forEach(TopicConsumer::stop);
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }

  @Override
  public boolean isAutoStartup() {
    return settings.enabled();
  }

  private boolean supervise() {
    SupervisedLoop.runAll(
        Stream.of(
                Stream.<Runnable>of(this::declareTopics),
                consumers.stream().<Runnable>map(it -> () -> keepRunning(it)),
                processors.stream().<Runnable>map(it -> it::releaseParked))
            .flatMap(Function.identity())
            .toList());
    return false;
  }

  private void declareTopics() {
    if (!declared) {
      topics.declare(
          consumers.stream().map(TopicConsumer::topic).toList(),
          consumers.stream().map(TopicConsumer::deadLetterTopic).toList());
      declared = true;
    }
  }

  private void keepRunning(TopicConsumer consumer) {
    if (isRunning()) {
      consumer.ensureRunning();
    }
  }
}

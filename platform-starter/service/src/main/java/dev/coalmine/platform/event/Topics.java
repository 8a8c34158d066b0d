package dev.coalmine.platform.event;

import dev.coalmine.platform.loop.SupervisedLoop;
import dev.coalmine.platform.loop.SupervisedLoops;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Declares topics. The service that publishes to a topic and those that consume it all declare it,
 * so that none depends on the order of starting. From then on it looks every {@code topic-check}
 * whether they are still there: a topic that was deleted, or whose broker lost its disk, is created
 * again by the process that lives on.
 */
public class Topics {

  /** An order of 10,000 lines is one event. */
  public static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;

  /** A dead letter is the event and why it failed. */
  private static final int MAX_LETTER_BYTES = MAX_EVENT_BYTES + 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(Topics.class);
  private static final int LIMIT_SECONDS = 10;
  private static final Duration NOTHING_TO_FINISH = Duration.ZERO;

  private final Map<String, Object> adminProperties;
  private final EventsSettings settings;
  private final Map<String, NewTopic> declared = new ConcurrentHashMap<>();
  private final Map<String, Uuid> ids = new ConcurrentHashMap<>();
  private final AtomicInteger recreations = new AtomicInteger();

  public Topics(
      Map<String, Object> adminProperties, EventsSettings settings, SupervisedLoops loops) {
    this.adminProperties = adminProperties;
    this.settings = settings;
    var loop = loops.loop("topics", settings.topicCheck(), this::check);
    loops.runWithApplication(
        loop, settings.enabled(), SmartLifecycle.DEFAULT_PHASE, NOTHING_TO_FINISH);
  }

  /**
   * Creates those of the topics that do not exist, now and whenever they are found to be gone.
   *
   * @param topics of events, with the partitions of the settings
   * @param deadLetters topics of one partition
   * @throws KafkaException when the broker did not answer or refused; worth trying again
   */
  public void declare(List<String> topics, List<String> deadLetters) {
    var wanted = new TreeMap<String, NewTopic>();
    topics.forEach(it -> wanted.put(it, topic(it, settings.partitions(), MAX_EVENT_BYTES)));
    deadLetters.forEach(it -> wanted.put(it, topic(it, 1, MAX_LETTER_BYTES)));
    declared.putAll(wanted);
    createMissing(wanted.values());
  }

  /**
   * What tells the topic from another of the same name, before or after it.
   *
   * @return as of the last look; empty when the topic has not been seen yet
   */
  public Optional<Uuid> id(String topic) {
    return Optional.ofNullable(ids.get(topic));
  }

  /** How often a declared topic was found to be another one of the same name. */
  public int recreations() {
    return recreations.get();
  }

  private boolean check() {
    if (!declared.isEmpty()) {
      createMissing(declared.values());
    }
    return false;
  }

  private void createMissing(Collection<NewTopic> wanted) {
    var admin = Admin.create(adminProperties);
    try {
      var existing = new ConcurrentHashMap<>(existing(admin));
      var missing = wanted.stream().filter(it -> !existing.containsKey(it.name())).toList();
      try {
        SupervisedLoop.runAll(
            missing.stream()
                .map(it -> (Runnable) () -> existing.put(it.name(), create(admin, it)))
                .toList());
      } finally {
        note(wanted, existing); // one that cannot be created holds up no other
      }
    } finally {
      admin.close(Duration.ZERO); // else it waits for what was given up, a minute and more
    }
  }

  private void note(Collection<NewTopic> wanted, Map<String, Uuid> existing) {
    for (var topic : wanted) {
      var id = existing.get(topic.name());
      if (id == null) {
        continue;
      }
      var before = ids.put(topic.name(), id);
      if (before != null && !before.equals(id)) {
        recreations.incrementAndGet();
        log.warn("Topic {} was deleted and created again: {}, then {}", topic.name(), before, id);
      }
    }
  }

  private static Map<String, Uuid> existing(Admin admin) {
    return answer(admin.listTopics().listings()).stream()
        .collect(Collectors.toMap(TopicListing::name, TopicListing::topicId));
  }

  private static Uuid create(Admin admin, NewTopic topic) {
    try {
      var id = answer(admin.createTopics(List.of(topic)).topicId(topic.name()));
      log.info("Topic {} was created", topic.name());
      return id;
    } catch (KafkaException e) {
      var another = existing(admin).get(topic.name()); // another service may have been quicker
      if (e.getCause() instanceof TopicExistsException && another != null) {
        return another;
      }
      throw e;
    }
  }

  private NewTopic topic(String name, int partitions, int maxBytes) {
    Optional<Short> replication =
        settings.replication() < 1 ? Optional.empty() : Optional.of(settings.replication());
    return new NewTopic(name, Optional.of(partitions), replication)
        .configs(Map.of("max.message.bytes", String.valueOf(maxBytes)));
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("topics could not be declared", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("topics could not be declared", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}

package dev.coalmine.platform.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Declares topics. The service that publishes to a topic and those that consume it all declare it,
 * so that none depends on the order of starting.
 */
public class Topics {

  /** An order of 10,000 lines is one event. */
  public static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;

  /** A dead letter is the event and why it failed. */
  private static final int MAX_LETTER_BYTES = MAX_EVENT_BYTES + 64 * 1024;

  private final Map<String, Object> adminProperties;
  private final EventsSettings settings;

  public Topics(Map<String, Object> adminProperties, EventsSettings settings) {
    this.adminProperties = adminProperties;
    this.settings = settings;
  }

  /**
   * @param topics of events, with the partitions of the settings
   * @param deadLetters topics of one partition
   * @throws KafkaException when the broker did not answer; worth trying again
   */
  public void declare(List<String> topics, List<String> deadLetters) {
    var wanted = new TreeMap<String, NewTopic>();
    topics.forEach(it -> wanted.put(it, topic(it, settings.partitions(), MAX_EVENT_BYTES)));
    deadLetters.forEach(it -> wanted.put(it, topic(it, 1, MAX_LETTER_BYTES)));
    var admin = Admin.create(adminProperties);
    try {
      var existing = admin.listTopics().names().get(10, TimeUnit.SECONDS);
      for (var topic : wanted.entrySet()) {
        if (!existing.contains(topic.getKey())) {
          create(admin, topic.getValue());
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("topics could not be declared", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } finally {
      admin.close(Duration.ZERO); // else it waits for what was given up, a minute and more
    }
  }

  private NewTopic topic(String name, int partitions, int maxBytes) {
    Optional<Short> replication =
        settings.replication() < 1 ? Optional.empty() : Optional.of(settings.replication());
    return new NewTopic(name, Optional.of(partitions), replication)
        .configs(Map.of("max.message.bytes", String.valueOf(maxBytes)));
  }

  private static void create(Admin admin, NewTopic topic)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.createTopics(List.of(topic)).all().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // another service was quicker
        throw e;
      }
    }
  }
}

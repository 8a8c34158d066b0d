package dev.coalmine.platform.event;

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
    var wanted = new TreeMap<String, Integer>();
    topics.forEach(topic -> wanted.put(topic, settings.partitions()));
    deadLetters.forEach(topic -> wanted.put(topic, 1));
    try (var admin = Admin.create(adminProperties)) {
      var existing = admin.listTopics().names().get(10, TimeUnit.SECONDS);
      for (var topic : wanted.entrySet()) {
        if (!existing.contains(topic.getKey())) {
          create(admin, topic.getKey(), topic.getValue());
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("topics could not be declared", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  private void create(Admin admin, String name, int partitions)
      throws InterruptedException, ExecutionException, TimeoutException {
    Optional<Short> replication =
        settings.replication() < 1 ? Optional.empty() : Optional.of(settings.replication());
    var topic =
        new NewTopic(name, Optional.of(partitions), replication)
            .configs(Map.of("max.message.bytes", String.valueOf(MAX_EVENT_BYTES)));
    try {
      admin.createTopics(List.of(topic)).all().get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // another service was quicker
        throw e;
      }
    }
  }
}

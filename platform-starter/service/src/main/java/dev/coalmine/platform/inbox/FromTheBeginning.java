package dev.coalmine.platform.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Begins a topic that was created again at its beginning. Kafka knows a group's offset by the
 * topic's name: that of the deleted topic is valid in the new one, and what lies before it would
 * never be read (the class of KAFKA-12257). So each commit carries the id of the topic that it is
 * about, as its metadata; an offset of another id counts for nothing. An offset without an id is of
 * a version of the service that wrote none, and counts.
 */
class FromTheBeginning implements ConsumerAwareRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(FromTheBeginning.class);

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final String topicId;
  private volatile boolean doubtful;

  FromTheBeginning(Uuid topicId) {
    this.topicId = topicId.toString();
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> assigned) {
    try {
      var committed = consumer.committed(Set.copyOf(assigned), LIMIT);
      var others =
          assigned.stream()
              .filter(it -> committed.get(it) != null)
              .filter(it -> isOfAnother(committed.get(it).metadata()))
              .toList();
      if (!others.isEmpty()) {
        log.warn("{} are read from the beginning", others);
        consumer.seekToBeginning(others);
      }
    } catch (RuntimeException e) {
      doubt(consumer, assigned, e);
    }
  }

  /** Nothing is read, and so nothing committed, until another consumer has taken over. */
  private void doubt(
      Consumer<?, ?> consumer, Collection<TopicPartition> assigned, RuntimeException reason) {
    doubtful = true;
    consumer.pause(assigned);
    log.warn("Cannot read committed offsets of {}: {}", assigned, reason.toString());
    if (reason instanceof WakeupException) {
      throw reason; // the container is being stopped
    }
  }

  private boolean isOfAnother(String id) {
    return id != null && !id.isEmpty() && !id.equals(topicId);
  }

  /** Whether a partition was assigned whose position could not be checked. */
  boolean areDoubtful() {
    return doubtful;
  }
}

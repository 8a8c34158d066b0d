package dev.coalmine.lab.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning, outside of any consumer group. */
public final class TopicReader {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(100);

  private TopicReader() {}

  /**
   * Waits for records, and closes the consumer.
   *
   * @param wanted says which records count
   * @param count at least so many are waited for
   * @return those that came, in the order of their partitions
   * @throws IllegalStateException when fewer have come within 30 s
   */
  public static List<ConsumerRecord<String, byte[]>> await(
      Consumer<String, byte[]> consumer,
      String topic,
      Predicate<ConsumerRecord<String, byte[]>> wanted,
      int count) {
    var found = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (consumer) {
      var partitions =
          consumer.partitionsFor(topic, LIMIT).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = System.nanoTime() + LIMIT.toNanos();
      while (found.size() < count) {
        if (System.nanoTime() - end > 0) {
          throw new IllegalStateException(
              "%d of %d records of %s came within %s"
                  .formatted(found.size(), count, topic, LIMIT.toString()));
        }
        consumer.poll(POLL).records(topic).forEach(it -> add(it, wanted, found));
      }
    }
    return found;
  }

  private static void add(
      ConsumerRecord<String, byte[]> record,
      Predicate<ConsumerRecord<String, byte[]>> wanted,
      List<ConsumerRecord<String, byte[]>> found) {
    if (wanted.test(record)) {
      found.add(record);
    }
  }
}

package dev.coalmine.lab.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads whole topics: from their start to the end that they have when the reading begins. */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(500);

  private TopicReader() {}

  /** A consumer that belongs to no group. */
  public static Consumer<String, byte[]> consumer(String bootstrap) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "enable.auto.commit",
            "false",
            "fetch.max.bytes",
            8 * 1024 * 1024),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /**
   * @param limit without a record, before the broker is taken for dead: it answers no poll then,
   *     and the consumer says nothing of it
   * @throws KafkaException when the broker does not answer
   */
  public static void readAll(
      Consumer<String, byte[]> consumer,
      List<TopicPartition> partitions,
      Duration limit,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> read) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions, limit);
    long last = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(it -> consumer.position(it.getKey(), limit) < it.getValue())) {
      var records = consumer.poll(POLL);
      records.forEach(read);
      if (!records.isEmpty()) {
        last = System.nanoTime();
      } else if (System.nanoTime() - last > limit.toNanos()) {
        throw new TimeoutException("the broker sends no more");
      }
    }
  }
}

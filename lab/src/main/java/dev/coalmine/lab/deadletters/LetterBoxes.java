package dev.coalmine.lab.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.Complaint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * All dead-letter topics of a broker. What was sent again stays where it is; a mark behind it, in
 * the same topic, says so.
 */
final class LetterBoxes {

  private static final String SUFFIX = ".dlt";
  private static final String MARK = "dlt_replayed";
  private static final String ABOUT_THE_FAILURE = "dlt_";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final String bootstrap;

  LetterBoxes(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Those that have not been sent again, oldest first in each topic. */
  List<DeadLetter> open() {
    var all = read();
    return all.letters().stream().filter(it -> !all.replayed().contains(it.id())).toList();
  }

  Optional<DeadLetter> find(String id) {
    return read().letters().stream().filter(it -> it.id().equals(id)).findFirst();
  }

  boolean isReplayed(DeadLetter letter) {
    return read().replayed().contains(letter.id());
  }

  /**
   * Back to the topic that it came from, as it was. Who has applied it drops it as a repeat; who
   * could not tries again, and then applies what was parked behind it. Ended between the two, it
   * comes twice, which is as good as once.
   */
  void replay(DeadLetter letter) {
    try (var producer = producer()) {
      var again = new ProducerRecord<>(letter.source(), null, letter.key(), letter.value());
      letter.headers().entrySet().stream()
          .filter(it -> !it.getKey().startsWith(ABOUT_THE_FAILURE))
          .forEach(it -> again.headers().add(it.getKey(), it.getValue().getBytes(UTF_8)));
      producer.send(again).get();
      var mark =
          new ProducerRecord<String, byte[]>(letter.box(), letter.partition(), letter.key(), null);
      mark.headers().add(MARK, letter.id().getBytes(UTF_8));
      producer.send(mark).get();
    } catch (ExecutionException e) {
      throw new Complaint("Kafka did not take %s: %s".formatted(letter.id(), e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Complaint("interrupted", e);
    }
  }

  private record Contents(List<DeadLetter> letters, Set<String> replayed) {}

  private Contents read() {
    var contents = new Contents(new ArrayList<>(), new HashSet<>());
    try (var consumer = consumer()) {
      var partitions =
          consumer.listTopics(LIMIT).entrySet().stream()
              .filter(it -> it.getKey().endsWith(SUFFIX))
              .flatMap(it -> it.getValue().stream())
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions, LIMIT);
      while (ends.entrySet().stream()
          .anyMatch(it -> consumer.position(it.getKey(), LIMIT) < it.getValue())) {
        consumer.poll(Duration.ofMillis(500)).forEach(record -> add(record, contents));
      }
      return contents;
    } catch (KafkaException e) {
      throw new Complaint("Kafka cannot be read at %s: %s".formatted(bootstrap, e.getMessage()), e);
    }
  }

  private static void add(ConsumerRecord<String, byte[]> record, Contents contents) {
    var mark = record.headers().lastHeader(MARK);
    if (mark == null) {
      contents.letters().add(DeadLetter.of(record));
    } else {
      contents.replayed().add(new String(mark.value(), UTF_8));
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false"),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "delivery.timeout.ms",
            "30000",
            "request.timeout.ms",
            "10000"),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}

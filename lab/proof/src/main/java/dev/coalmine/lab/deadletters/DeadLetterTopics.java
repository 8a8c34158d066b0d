package dev.coalmine.lab.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.topic.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * All dead-letter topics of a broker. What was sent again stays where it is; a mark behind it, in
 * the same topic, says so.
 */
record DeadLetterTopics(String bootstrap) {

  private static final String SUFFIX = ".dlt";
  private static final String MARK = "dlt_replayed";
  private static final String ABOUT_THE_FAILURE = "dlt_";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** As the services declare their topics: an order of 10,000 lines is one event. */
  private static final int MAX_EVENT_BYTES = 4 * 1024 * 1024;

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
    if (letter.source().isEmpty()) {
      throw new UserError(letter.id() + " does not say which topic it came from");
    }
    try (var producer = producer()) {
      producer.send(asItCame(letter)).get();
      producer.send(mark(letter)).get();
    } catch (ExecutionException e) {
      throw refused(letter, e.getCause());
    } catch (KafkaException e) {
      throw refused(letter, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted", e);
    }
  }

  private static ProducerRecord<String, byte[]> asItCame(DeadLetter letter) {
    var dead = letter.record();
    var again = new ProducerRecord<>(letter.source(), dead.key(), dead.value());
    dead.headers().forEach(again.headers()::add);
    letter.headers().keySet().stream()
        .filter(it -> it.startsWith(ABOUT_THE_FAILURE))
        .forEach(again.headers()::remove);
    return again;
  }

  private static ProducerRecord<String, byte[]> mark(DeadLetter letter) {
    var dead = letter.record();
    var mark = new ProducerRecord<String, byte[]>(dead.topic(), dead.partition(), dead.key(), null);
    mark.headers().add(MARK, letter.id().getBytes(UTF_8));
    return mark;
  }

  private static UserError refused(DeadLetter letter, Throwable why) {
    return new UserError("Kafka did not take %s: %s".formatted(letter.id(), why.getMessage()), why);
  }

  private record Contents(List<DeadLetter> letters, Set<String> replayed) {}

  private Contents read() {
    var contents = new Contents(new ArrayList<>(), new HashSet<>());
    try (var consumer = TopicReader.consumer(bootstrap)) {
      var partitions =
          consumer.listTopics(LIMIT).entrySet().stream()
              .filter(it -> it.getKey().endsWith(SUFFIX))
              .flatMap(it -> it.getValue().stream())
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      TopicReader.readAll(consumer, partitions, LIMIT, record -> add(record, contents));
      return contents;
    } catch (KafkaException e) {
      throw new UserError("Kafka cannot be read at %s: %s".formatted(bootstrap, e.getMessage()), e);
    }
  }

  private static void add(ConsumerRecord<String, byte[]> record, Contents contents) {
    var mark = record.headers().lastHeader(MARK);
    if (mark == null) {
      contents.letters().add(new DeadLetter(record));
    } else {
      contents.replayed().add(new String(mark.value(), UTF_8));
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "max.request.size",
            MAX_EVENT_BYTES,
            "max.block.ms",
            (int) LIMIT.toMillis(),
            "request.timeout.ms",
            (int) LIMIT.toMillis(),
            "delivery.timeout.ms",
            3 * (int) LIMIT.toMillis()),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}

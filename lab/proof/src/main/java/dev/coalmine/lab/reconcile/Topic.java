package dev.coalmine.lab.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.topic.TopicReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic of events, read from its start. When the broker acknowledges a later event of a key and
 * not an earlier one, the relay sends both again: 3, 1, 2, 3 is an order, the first 3 came early
 * and its consumers parked it. 1, 2, 4, 3 is none.
 *
 * @param name of the topic
 * @param records all of them, repeats too
 * @param repeats records that say once more what was said before
 * @param early records that came before one of their predecessors
 * @param last the highest sequence by key
 * @param types by event id
 * @param times of each type's first event, by key
 * @param disorders a sentence for each key whose events do not lie in their order
 */
record Topic(
    String name,
    long records,
    long repeats,
    long early,
    Map<String, Long> last,
    Map<String, String> types,
    Map<String, Map<String, Instant>> times,
    List<String> disorders) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * @throws UserError when the broker does not answer or a record is no event
   */
  static Topic read(String bootstrap, String name) {
    return read(TopicReader.consumer(bootstrap), name, LIMIT);
  }

  /**
   * @param most without a record, before the broker is taken for dead
   */
  static Topic read(Consumer<String, byte[]> opened, String name, Duration most) {
    try (var consumer = opened) {
      var partitions =
          consumer.partitionsFor(name, LIMIT).stream()
              .map(it -> new TopicPartition(name, it.partition()))
              .toList();
      var reading = new Reading(name);
      TopicReader.readAll(consumer, partitions, most, reading::add);
      return reading.topic();
    } catch (KafkaException e) {
      throw new UserError("%s cannot be read: %s".formatted(name, e.getMessage()), e);
    }
  }

  private static final class Reading {

    private final String name;
    private final Map<String, Long> inOrder = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Map<String, Instant>> times = new HashMap<>();
    private long records;
    private long repeats;
    private long early;

    Reading(String name) {
      this.name = name;
    }

    void add(ConsumerRecord<String, byte[]> record) {
      records++;
      long sequence = Long.parseLong(header(record, "ce_sequence"));
      long before = inOrder.getOrDefault(record.key(), 0L);
      last.merge(record.key(), sequence, Math::max);
      if (sequence <= before) {
        repeats++;
        return;
      }
      if (sequence > before + 1) {
        early++;
        return;
      }
      inOrder.put(record.key(), sequence);
      var type = header(record, "ce_type").intern();
      types.put(header(record, "ce_id"), type);
      times
          .computeIfAbsent(type, _ -> new HashMap<>())
          .putIfAbsent(record.key(), Instant.parse(header(record, "ce_time")));
    }

    private String header(ConsumerRecord<String, byte[]> record, String header) {
      var value = record.headers().lastHeader(header);
      if (value == null) {
        throw new UserError(
            "the record at offset %d of partition %d of %s is no event: it has no %s"
                .formatted(record.offset(), record.partition(), name, header));
      }
      return new String(value.value(), UTF_8);
    }

    Topic topic() {
      return new Topic(name, records, repeats, early, last, types, times, disorders());
    }

    private List<String> disorders() {
      var disorders = new ArrayList<String>();
      last.forEach(
          (key, highest) -> {
            long reached = inOrder.getOrDefault(key, 0L);
            if (reached < highest) {
              disorders.add(
                  "event %d of %s does not lie after its predecessors in %s"
                      .formatted(reached + 1, key, name));
            }
          });
      return disorders;
    }
  }
}

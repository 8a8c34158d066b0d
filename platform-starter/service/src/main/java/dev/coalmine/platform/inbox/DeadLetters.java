package dev.coalmine.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Keeps what can never succeed on {@code <topic>.<consumer>.dlt}, as it came, with the failure in
 * headers. Waits for the broker: the record's offset is committed only after this.
 */
class DeadLetters {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

  private static final int LONGEST_MESSAGE = 1_000;

  private final KafkaOperations<String, byte[]> kafka;
  private final String consumer;

  DeadLetters(KafkaOperations<String, byte[]> kafka, String consumer) {
    this.kafka = kafka;
    this.consumer = consumer;
  }

  static String topic(String topic, String consumer) {
    return topic + "." + consumer + ".dlt";
  }

  void send(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
    var letter = letter(record.topic(), record.key(), record.value(), record.headers(), failure);
    header(letter, "dlt_partition", String.valueOf(record.partition()));
    header(letter, "dlt_offset", String.valueOf(record.offset()));
    write(letter, failure);
  }

  void send(ProducerRecord<String, byte[]> parked, RuntimeException failure) {
    write(letter(parked.topic(), parked.key(), parked.value(), parked.headers(), failure), failure);
  }

  private ProducerRecord<String, byte[]> letter(
      String topic, String key, byte[] value, Headers headers, RuntimeException failure) {
    var letter = new ProducerRecord<>(topic(topic, consumer), null, null, key, value, headers);
    header(letter, "dlt_topic", topic);
    header(letter, "dlt_consumer", consumer);
    header(letter, "dlt_failure", failure.getClass().getSimpleName());
    header(letter, "dlt_message", shortened(String.valueOf(failure.getMessage())));
    header(letter, "dlt_time", Instant.now().toString());
    return letter;
  }

  private void write(ProducerRecord<String, byte[]> letter, RuntimeException failure) {
    try {
      kafka.send(letter).get(10, TimeUnit.SECONDS);
      log.error("A record of {} went to {}", letter.key(), letter.topic(), failure);
    } catch (ExecutionException | TimeoutException e) {
      throw new TransientFailure(new KafkaException("no dead letter could be written", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientFailure(new KafkaException("interrupted", e));
    }
  }

  /** A parser quotes what it could not read, and a letter's size has a limit. */
  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
  }

  private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
    letter.headers().remove(name); // a replayed letter that failed again says why it did now
    letter.headers().add(name, value.getBytes(UTF_8));
  }
}

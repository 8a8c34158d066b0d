package dev.coalmine.lab.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that lies in a dead-letter topic.
 *
 * @param box the dead-letter topic
 * @param headers the event's, and those beginning with {@code dlt_} that say what went wrong
 */
record DeadLetter(
    String box, int partition, long offset, String key, Map<String, String> headers, byte[] value) {

  static DeadLetter of(ConsumerRecord<String, byte[]> record) {
    var headers = new LinkedHashMap<String, String>();
    record.headers().forEach(it -> headers.put(it.key(), text(it.value())));
    return new DeadLetter(
        record.topic(), record.partition(), record.offset(), record.key(), headers, record.value());
  }

  private static String text(byte[] value) {
    return value == null ? "" : new String(value, UTF_8);
  }

  /** The same for as long as the topic lives. */
  String id() {
    return "%s/%d/%d".formatted(box, partition, offset);
  }

  String consumer() {
    return header("dlt_consumer");
  }

  /** The topic that it came from. */
  String source() {
    return header("dlt_topic");
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** On one line. */
  String failure() {
    var message = header("dlt_message").lines().findFirst().orElse("");
    return "%s: %s".formatted(header("dlt_failure"), message);
  }

  String body() {
    return value == null ? "" : new String(value, UTF_8);
  }
}

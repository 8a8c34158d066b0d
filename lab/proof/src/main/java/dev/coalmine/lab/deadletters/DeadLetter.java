package dev.coalmine.lab.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.cli.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that lies in a dead-letter topic. Its headers are the event's, and those beginning with
 * {@code dlt_} that say what went wrong. All texts are for a person's terminal, whose cursor a
 * stranger's record must not move; what is sent again is the record itself.
 */
record DeadLetter(ConsumerRecord<String, byte[]> record) {

  /** The same for as long as the topic lives. */
  String id() {
    return "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset());
  }

  String key() {
    return Printable.text(String.valueOf(record.key()));
  }

  String consumer() {
    return header("dlt_consumer");
  }

  /** The topic that it came from; empty when it does not say. */
  String source() {
    return header("dlt_topic");
  }

  Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    record
        .headers()
        .forEach(it -> headers.put(Printable.text(it.key()), Printable.text(text(it.value()))));
    return headers;
  }

  String header(String name) {
    return headers().getOrDefault(name, "");
  }

  String failure() {
    var last = record.headers().lastHeader("dlt_message");
    var message = last == null ? "" : text(last.value()).lines().findFirst().orElse("");
    return "%s: %s".formatted(header("dlt_failure"), Printable.text(message));
  }

  String body() {
    return Printable.lines(text(record.value()));
  }

  private static String text(byte[] value) {
    return value == null ? "" : new String(value, UTF_8);
  }
}

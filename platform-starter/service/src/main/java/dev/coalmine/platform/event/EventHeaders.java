package dev.coalmine.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents' Kafka binding, binary mode: attributes are headers prefixed {@code ce_}, the value
 * is the data alone.
 */
public final class EventHeaders {

  public static final String SEQUENCE = "ce_sequence";
  public static final String TYPE = "ce_type";
  public static final String ID = "ce_id";
  private static final String SPEC_VERSION = "ce_specversion";
  private static final String SOURCE = "ce_source";
  private static final String SUBJECT = "ce_subject";
  private static final String TIME = "ce_time";
  private static final String CONTENT_TYPE = "content-type";
  private static final String TRACEPARENT = "traceparent";

  private EventHeaders() {}

  public static ProducerRecord<String, byte[]> toRecord(String topic, Event event) {
    var record = new ProducerRecord<>(topic, event.key(), event.data());
    var headers = record.headers();
    put(headers, SPEC_VERSION, "1.0");
    put(headers, ID, event.id());
    put(headers, SOURCE, event.source());
    put(headers, TYPE, event.type());
    put(headers, SUBJECT, event.key());
    put(headers, TIME, event.time().toString());
    put(headers, SEQUENCE, Long.toString(event.sequence()));
    put(headers, CONTENT_TYPE, "application/json");
    if (event.traceparent() != null) {
      put(headers, TRACEPARENT, event.traceparent());
    }
    return record;
  }

  /**
   * @throws UnprocessableEvent naming the first header that is missing or malformed
   */
  public static Event read(ConsumerRecord<String, byte[]> record) {
    var headers = record.headers();
    if (!"1.0".equals(required(headers, SPEC_VERSION))) {
      throw new UnprocessableEvent(SPEC_VERSION + " is not 1.0");
    }
    if (record.key() == null || record.key().isEmpty()) {
      throw new UnprocessableEvent("the record has no key");
    }
    if (record.value() == null) {
      throw new UnprocessableEvent("the record has no value");
    }
    return new Event(
        required(headers, ID),
        required(headers, SOURCE),
        required(headers, TYPE),
        record.key(),
        sequence(required(headers, SEQUENCE)),
        time(required(headers, TIME)),
        record.value(),
        text(headers, TRACEPARENT));
  }

  /** The header's last value as text. */
  public static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private static String required(Headers headers, String name) {
    var value = text(headers, name);
    if (value == null || value.isBlank()) {
      throw new UnprocessableEvent("header " + name + " is missing");
    }
    return value;
  }

  private static long sequence(String text) {
    try {
      var sequence = Long.parseLong(text);
      if (sequence >= 1) {
        return sequence;
      }
    } catch (NumberFormatException e) {
      // said below, like a number out of range
    }
    throw new UnprocessableEvent("header " + SEQUENCE + " is not a number from 1: " + text);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new UnprocessableEvent("header " + TIME + " is not an RFC 3339 time: " + text, e);
    }
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}

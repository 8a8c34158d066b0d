package dev.coalmine.platform.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeadersTests {

  private static final Event EVENT =
      new Event(
          "0HZ1",
          "/order-service",
          "order.placed.v1",
          "0HZ0",
          7,
          Instant.parse("2026-11-21T10:15:30.123456Z"),
          "{}".getBytes(UTF_8),
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  @Test
  void readsWhatItWrites() {
    assertThat(EventHeaders.read(received(EventHeaders.toRecord("orders.events", EVENT))))
        .usingRecursiveComparison()
        .isEqualTo(EVENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_sequence"})
  void namesTheHeaderThatIsMissing(String header) {
    var record = EventHeaders.toRecord("orders.events", EVENT);
    record.headers().remove(header);

    assertThatThrownBy(() -> EventHeaders.read(received(record)))
        .isInstanceOf(UnprocessableEvent.class)
        .hasMessageContaining(header);
  }

  @ParameterizedTest
  @CsvSource({
    "ce_specversion, 2.0",
    "ce_sequence, 0",
    "ce_sequence, first",
    "ce_sequence, 99999999999999999999",
    "ce_time, yesterday"
  })
  void namesTheHeaderThatIsMalformed(String header, String value) {
    var record = EventHeaders.toRecord("orders.events", EVENT);
    record.headers().remove(header).add(header, value.getBytes(UTF_8));

    assertThatThrownBy(() -> EventHeaders.read(received(record)))
        .isInstanceOf(UnprocessableEvent.class)
        .hasMessageContaining(header);
  }

  @Test
  void refusesARecordWithoutAKey() {
    var record = new ProducerRecord<String, byte[]>("orders.events", null, EVENT.data());
    EventHeaders.toRecord("orders.events", EVENT).headers().forEach(record.headers()::add);

    assertThatThrownBy(() -> EventHeaders.read(received(record))).hasMessageContaining("key");
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    var record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }
}

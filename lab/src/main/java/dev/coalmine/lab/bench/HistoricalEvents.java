package dev.coalmine.lab.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.cli.UserError;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** The events of historical orders, as the services would have published them. */
final class HistoricalEvents implements AutoCloseable {

  private final KafkaProducer<String, String> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Map<String, String[]> events =
      Map.of(
          "orders.events", new String[] {"order.placed.v1", "order.confirmed.v1"},
          "payments.events", new String[] {"payment.authorized.v1", "payment.captured.v1"});

  HistoricalEvents(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 20),
            new StringSerializer(),
            new StringSerializer());
  }

  /**
   * @param copies how often all of it: once, and repeats
   */
  void publish(HistoricalOrder order, int copies) {
    events.forEach(
        (topic, types) -> {
          for (int copy = 0; copy < copies; copy++) {
            for (int i = 0; i < types.length; i++) {
              producer.send(record(topic, order, types[i], i + 1, id(order, types[i])), this::keep);
            }
          }
        });
  }

  /** The same for every copy, and known to the notifications' book. */
  static String id(HistoricalOrder order, String type) {
    return order.id() + "-" + type.replace(".v1", "").replace(".", "-");
  }

  private static ProducerRecord<String, String> record(
      String topic, HistoricalOrder order, String type, int sequence, String id) {
    var body =
        """
        {"orderId":"%s","customer":"%s","total":{"amount":%d,"currency":"EUR"},\
        "amount":{"amount":%d,"currency":"EUR"},"placedAt":"%s",\
        "lines":[{"sku":"%s","offer":"standard","quantity":1,\
        "unitPrice":{"amount":%d,"currency":"EUR"}}]}\
        """
            .formatted(
                order.id(),
                order.customer(),
                HistoricalOrder.PRICE,
                HistoricalOrder.PRICE,
                Instant.now(),
                HistoricalOrder.SKU,
                HistoricalOrder.PRICE);
    var record = new ProducerRecord<>(topic, order.id().toString(), body);
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            id,
            "ce_source",
            "/bulk",
            "ce_subject",
            order.id().toString(),
            "ce_type",
            type,
            "ce_time",
            order.id().getInstant().toString(),
            "ce_sequence",
            String.valueOf(sequence),
            "content-type",
            "application/json")
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  private void keep(RecordMetadata metadata, Exception e) {
    if (e != null) {
      failure.compareAndSet(null, e);
    }
  }

  /**
   * Returns when the broker has all of them.
   *
   * @throws UserError when it did not take one
   */
  void flush() {
    producer.flush();
    var first = failure.get();
    if (first != null) {
      throw new UserError("the broker did not take an event: " + first.getMessage(), first);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}

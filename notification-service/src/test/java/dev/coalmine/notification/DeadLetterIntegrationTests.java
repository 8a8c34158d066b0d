package dev.coalmine.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.TopicReader;
import dev.coalmine.notification.support.NotificationServiceTest;
import dev.coalmine.platform.event.EventHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.ConsumerFactory;

/** What we demand of a payload; that the rest waits for it is the starter's to test. */
class DeadLetterIntegrationTests extends NotificationServiceTest {

  @Autowired ConsumerFactory<String, byte[]> consumers;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orders.events   | order.placed.v1          | no json                                                              | cannot be read
          orders.events   | order.placed.v1          | {"customer":"c","total":{"amount":1,"currency":"EUR"}}               | orderId is missing
          orders.events   | order.placed.v1          | {"orderId":"o","total":{"amount":1,"currency":"EUR"}}                | customer is missing
          orders.events   | order.placed.v1          | {"orderId":"o","customer":"c"}                                       | total is missing
          orders.events   | order.placed.v1          | {"orderId":"o","customer":"c","total":{"currency":"EUR"}}            | cannot be read
          orders.events   | order.placed.v1          | {"orderId":"o","customer":"c","total":{"amount":1}}                  | currency is missing
          orders.events   | order.confirmed.v1       | {}                                                                   | orderId is missing
          orders.events   | order.rejected.v1        | {"orderId":"o"}                                                      | reason is missing
          payments.events | payment.captured.v1      | []                                                                   | cannot be read
          payments.events | payment.refunded.v1      | {"orderId":"o"}                                                      | amount is missing
          payments.events | payment.refunded.v1      | {"orderId":"o","amount":{"amount":1}}                                | currency is missing
          payments.events | payment.refund-failed.v1 | {"orderId":"o"}                                                      | reason is missing
          """)
  void keepsWhatItCannotTellAsADeadLetter(String topic, String type, String data, String why) {
    publish(topic, type, data);

    var letter = deadLetter(topic);

    assertThat(new String(letter.value(), UTF_8)).isEqualTo(data);
    assertThat(EventHeaders.text(letter.headers(), "dlt_message")).contains(why);
    assertThat(notifications()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "one"})
  void keepsWhatHasNoPlaceInItsAggregateAsADeadLetter(String sequence) {
    var record =
        record("orders.events", "order.confirmed.v1", "{\"orderId\":\"%s\"}".formatted(order), 1);
    record
        .headers()
        .remove(EventHeaders.SEQUENCE)
        .add(EventHeaders.SEQUENCE, sequence.getBytes(UTF_8));
    kafka.send(record).join();

    assertThat(EventHeaders.text(deadLetter("orders.events").headers(), "dlt_message"))
        .contains(EventHeaders.SEQUENCE);

    placed(); // holds up nothing: it had no place
    eventually("stream order-placed Sent");
  }

  private ConsumerRecord<String, byte[]> deadLetter(String topic) {
    var consumer = consumers.createConsumer("dead-letter-test", null);
    var letters = topic + ".notification-service.dlt";
    return TopicReader.await(consumer, letters, it -> order.equals(it.key()), 1).getFirst();
  }
}

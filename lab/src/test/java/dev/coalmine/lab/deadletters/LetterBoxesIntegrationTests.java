package dev.coalmine.lab.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LetterBoxesIntegrationTests {

  private final String topic = "t" + UUID.randomUUID();
  private final LetterBoxes boxes = new LetterBoxes(TestServers.kafka());

  @BeforeEach
  void makeTopics() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 1, (short) 1),
                  new NewTopic(topic + ".consumer.dlt", 1, (short) 1)))
          .all()
          .get();
    }
  }

  @Test
  void showsALetterUntilItIsSentAgain() throws Exception {
    letter("first");
    letter("second");
    assertThat(bodies()).containsExactly("first", "second");
    var first = letters().getFirst();
    assertThat(first.failure()).isEqualTo("Broken: it is broken");

    boxes.replay(first);

    assertThat(bodies()).containsExactly("second");
    assertThat(boxes.isReplayed(first)).isTrue();
    assertThat(boxes.find(first.id())).hasValueSatisfying(it -> it.body().equals("first"));
  }

  @Test
  void sendsAgainWhatCameWithoutWhatIsAboutTheFailure() throws Exception {
    letter("first");

    boxes.replay(letters().getFirst());

    var again = record();
    assertThat(again.key()).isEqualTo("K1");
    assertThat(new String(again.value(), UTF_8)).isEqualTo("first");
    assertThat(again.headers().lastHeader("ce_type").value()).isEqualTo("t.v1".getBytes(UTF_8));
    assertThat(again.headers().lastHeader("dlt_failure")).isNull();
  }

  @Test
  void knowsNothingOfAnIdThatIsNone() {
    assertThat(boxes.find("orders.events.nobody.dlt/0/7")).isEmpty();
  }

  private List<DeadLetter> letters() {
    return boxes.open().stream().filter(it -> it.source().equals(topic)).toList();
  }

  private List<String> bodies() {
    return letters().stream().map(DeadLetter::body).toList();
  }

  private void letter(String body) throws ExecutionException, InterruptedException {
    var letter = new ProducerRecord<>(topic + ".consumer.dlt", null, "K1", body.getBytes(UTF_8));
    Map.of(
            "ce_type", "t.v1",
            "dlt_topic", topic,
            "dlt_consumer", "consumer",
            "dlt_failure", "Broken",
            "dlt_message", "it is broken\nat line 1")
        .forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(letter).get();
    }
  }

  private ConsumerRecord<String, byte[]> record() {
    var partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestServers.kafka()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).iterator().next();
    }
  }
}

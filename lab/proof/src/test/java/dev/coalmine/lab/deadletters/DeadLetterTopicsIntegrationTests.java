package dev.coalmine.lab.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

class DeadLetterTopicsIntegrationTests {

  private static final Map<String, String> AS_THE_SERVICES_DECLARE_THEM =
      Map.of("max.message.bytes", "4194304");

  private final String topic = "t" + UUID.randomUUID();
  private final DeadLetterTopics topics = new DeadLetterTopics(TestServers.kafka());

  @BeforeEach
  void makeTopics() throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topic, 1, (short) 1).configs(AS_THE_SERVICES_DECLARE_THEM),
                  new NewTopic(topic + ".consumer.dlt", 1, (short) 1)
                      .configs(AS_THE_SERVICES_DECLARE_THEM)))
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

    topics.replay(first);

    assertThat(bodies()).containsExactly("second");
    assertThat(topics.isReplayed(first)).isTrue();
    assertThat(topics.find(first.id())).map(DeadLetter::body).hasValue("first");
  }

  @Test
  void sendsAgainWhatCameWithoutWhatIsAboutTheFailure() throws Exception {
    letter("first");

    topics.replay(letters().getFirst());

    var again = record();
    assertThat(again.key()).isEqualTo("K1");
    assertThat(new String(again.value(), UTF_8)).isEqualTo("first");
    assertThat(again.headers().lastHeader("ce_type").value()).isEqualTo("t.v1".getBytes(UTF_8));
    assertThat(again.headers().lastHeader("dlt_failure")).isNull();
  }

  @Test
  void sendsHeadersAgainByteForByte() throws Exception {
    var noText = new byte[] {(byte) 0xff, 0, (byte) 0xfe};
    letter("first", Map.of("binary", noText));

    topics.replay(letters().getFirst());

    assertThat(record().headers().lastHeader("binary").value()).isEqualTo(noText);
  }

  @Test
  void sendsAnOrderOfTenThousandLinesAgain() throws Exception {
    var threeMebibytes = "x".repeat(3 * 1024 * 1024);
    letter(threeMebibytes);

    topics.replay(letters().getFirst());

    assertThat(record().value()).hasSize(threeMebibytes.length());
    assertThat(letters()).isEmpty();
  }

  @Test
  void showsALetterThatFailedAgainAsANewOne() throws Exception {
    letter("first");
    var first = letters().getFirst();
    topics.replay(first);

    letter("first");

    assertThat(letters()).hasSize(1);
    assertThat(letters().getFirst().id()).isNotEqualTo(first.id());
    assertThat(topics.isReplayed(letters().getFirst())).isFalse();
  }

  @Test
  void refusesALetterThatDoesNotSayWhereItCameFrom() throws Exception {
    letter("first", Map.of("dlt_topic", new byte[0]));
    var letter =
        topics.open().stream().filter(it -> it.record().topic().startsWith(topic)).findFirst();

    assertThatThrownBy(() -> topics.replay(letter.orElseThrow()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("which topic it came from");
  }

  @Test
  void letsNoLetterMoveTheCursorOfATerminal() throws Exception {
    letter("a\u001b[2Jb\n\tc", Map.of("dlt_message", "\u001b]0;x".getBytes(UTF_8)));

    assertThat(letters().getFirst().body()).isEqualTo("a[2Jb\n\tc");
    assertThat(letters().getFirst().failure()).doesNotContain("\u001b");
  }

  @Test
  void knowsNothingOfAnIdThatIsNone() {
    assertThat(topics.find("orders.events.unknown.dlt/0/7")).isEmpty();
  }

  private List<DeadLetter> letters() {
    return topics.open().stream().filter(it -> it.source().equals(topic)).toList();
  }

  private List<String> bodies() {
    return letters().stream().map(DeadLetter::body).toList();
  }

  private void letter(String body) throws ExecutionException, InterruptedException {
    letter(body, Map.of());
  }

  private void letter(String body, Map<String, byte[]> others)
      throws ExecutionException, InterruptedException {
    var headers = new TreeMap<String, byte[]>();
    headers.put("ce_type", "t.v1".getBytes(UTF_8));
    headers.put("dlt_topic", topic.getBytes(UTF_8));
    headers.put("dlt_consumer", "consumer".getBytes(UTF_8));
    headers.put("dlt_failure", "Broken".getBytes(UTF_8));
    headers.put("dlt_message", "it is broken\nat line 1".getBytes(UTF_8));
    headers.putAll(others);
    var letter = new ProducerRecord<>(topic + ".consumer.dlt", null, "K1", body.getBytes(UTF_8));
    headers.forEach(letter.headers()::add);
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka(), "max.request.size", 4194304),
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

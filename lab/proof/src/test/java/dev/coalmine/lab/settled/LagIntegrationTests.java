package dev.coalmine.lab.settled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.TestServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class LagIntegrationTests {

  private final String topic = "t" + UUID.randomUUID();
  private final String group = "g" + UUID.randomUUID();

  @Test
  void countsEverythingForAGroupThatNeverReadAnything() throws Exception {
    threeRecords();

    assertThat(lag()).containsValue(3L);
  }

  @Test
  void countsWhatLiesBehindTheCommittedOffset() throws Exception {
    threeRecords();
    commit(2);

    assertThat(lag()).containsValue(1L);
  }

  @Test
  void countsNothingWhenAllIsRead() throws Exception {
    threeRecords();
    commit(3);

    assertThat(lag()).isEmpty();
  }

  @Test
  void countsNothingOfATopicThatNobodyDeclared() throws Exception {
    assertThat(lag()).isEmpty();
  }

  private Map<String, Long> lag() throws InterruptedException {
    try (var lag = new Lag(TestServers.kafka(), List.of(new Lag.Reader(group, topic)))) {
      return lag.count();
    }
  }

  private void threeRecords() throws Exception {
    try (var admin = Admin.create(servers())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(servers(), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 3; i++) {
        producer.send(new ProducerRecord<>(topic, "k", "v")).get();
      }
    }
  }

  private void commit(long offset) throws Exception {
    try (var admin = Admin.create(servers())) {
      var read = Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset));
      admin.alterConsumerGroupOffsets(group, read).all().get();
    }
  }

  private static Map<String, Object> servers() {
    return Map.of("bootstrap.servers", TestServers.kafka());
  }
}

package dev.coalmine.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FromTheBeginningTests {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final List<TopicPartition> ASSIGNED = List.of(PARTITION);

  private final Uuid topicId = Uuid.randomUuid();
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final FromTheBeginning positions = new FromTheBeginning(topicId);

  @BeforeEach
  void begin() {
    consumer.subscribe(List.of("t"));
    consumer.rebalance(ASSIGNED);
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
  }

  @Test
  void goesOnFromAnOffsetOfThisTopic() {
    commit(topicId.toString());

    positions.onPartitionsAssigned(consumer, ASSIGNED);

    assertThat(consumer.position(PARTITION)).isEqualTo(7);
  }

  @Test
  void beginsAnewWhereTheOffsetIsOfAnotherTopic() {
    commit(Uuid.randomUuid().toString());

    positions.onPartitionsAssigned(consumer, ASSIGNED);

    assertThat(consumer.position(PARTITION)).isZero();
  }

  @Test
  void goesOnFromAnOffsetThatNamesNoTopic() {
    commit("");

    positions.onPartitionsAssigned(consumer, ASSIGNED);

    assertThat(consumer.position(PARTITION)).isEqualTo(7);
  }

  @Test
  void readsNothingWhereItCannotTell() {
    commit(topicId.toString());
    var silent =
        new MockConsumer<String, byte[]>("earliest") {
          @Override
          public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
              Set<TopicPartition> partitions, Duration limit) {
            throw new KafkaException("no answer");
          }
        };
    silent.subscribe(List.of("t"));
    silent.rebalance(ASSIGNED);

    positions.onPartitionsAssigned(silent, ASSIGNED);

    assertThat(silent.paused()).containsExactlyElementsOf(ASSIGNED);
    assertThat(positions.areDoubtful()).isTrue();
  }

  private void commit(String metadata) {
    consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(7, metadata)));
    consumer.seek(PARTITION, 7);
  }
}

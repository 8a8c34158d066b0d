package dev.coalmine.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.MessageListenerContainer;

class BatchRetryTests {

  private static final TopicPartition KEPT = new TopicPartition("t", 0);
  private static final TopicPartition LOST = new TopicPartition("t", 1);
  private static final TopicPartition NEW = new TopicPartition("t", 2);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final MessageListenerContainer container = mock();
  private final BatchRetry retry = new BatchRetry(Duration.ofSeconds(1));

  @BeforeEach
  void begin() {
    when(container.isRunning()).thenReturn(true);
    when(container.getContainerFor("t", 0)).thenReturn(container);
    consumer.subscribe(List.of("t"));
    consumer.rebalance(List.of(KEPT));
    consumer.updateBeginningOffsets(Map.of(KEPT, 0L, NEW, 0L));
    consumer.seek(KEPT, 7);
  }

  @Test
  void readsTheBatchAgainFromItsFirstRecordWhereThePartitionIsStillOurs() {
    handle();

    assertThat(consumer.position(KEPT)).isEqualTo(5);
    assertThat(consumer.paused()).isEmpty();
    assertThat(retry.isAckAfterHandle()).isFalse();
  }

  @Test
  void takesNothingOutOfAPartitionThatWasAssignedMeanwhile() {
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(List.of(KEPT, NEW));
          consumer.addRecord(record(NEW, 0));
        });

    handle();

    assertThat(consumer.poll(Duration.ZERO).records(NEW)).hasSize(1);
  }

  private void handle() {
    var failed = new ConsumerRecords<>(Map.of(KEPT, records(KEPT), LOST, records(LOST)), Map.of());
    retry.handleBatch(new IllegalStateException("a test"), failed, consumer, container, () -> {});
  }

  private static List<ConsumerRecord<String, byte[]>> records(TopicPartition partition) {
    return List.of(record(partition, 5), record(partition, 6));
  }

  private static ConsumerRecord<String, byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", new byte[0]);
  }
}

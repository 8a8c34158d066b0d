package dev.coalmine.lab.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.servers.Ports;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadBooksTests {

  @TempDir Path home;

  @Test
  void doesNotSayBrokenOfABookThatCannotBeRead() throws InterruptedException {
    var result = Reconciliation.of(system(), Duration.ofSeconds(1), Duration.ofMinutes(2), _ -> {});

    assertThat(result).isInstanceOf(Reconciliation.Unread.class);
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void doesNotWaitForeverForABrokerThatDiedMeanwhile() {
    var silent = new MockConsumer<String, byte[]>("earliest");
    var partition = new TopicPartition("orders.events", 0);
    var node = new Node(1, "localhost", 1);
    silent.updatePartitions(
        partition.topic(),
        List.of(new PartitionInfo(partition.topic(), 0, node, new Node[] {node}, new Node[0])));
    silent.updateBeginningOffsets(Map.of(partition, 0L));
    silent.updateEndOffsets(Map.of(partition, 1L));

    assertThatThrownBy(() -> Topic.read(silent, partition.topic(), Duration.ofMillis(50)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("orders.events cannot be read");
  }

  private SystemState system() {
    var postgres =
        new PartState(
            "postgres",
            "postgres",
            Map.of("main", Ports.free()),
            "",
            PartState.Status.RESTARTING,
            0,
            Instant.EPOCH,
            1,
            "signal 9");
    return new SystemState(
        home.toString(),
        ProcessIdentity.self(),
        SystemState.Phase.READY,
        Instant.EPOCH,
        List.of(postgres));
  }
}

package dev.coalmine.lab.settled;

import dev.coalmine.lab.cli.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Records that lie in the topics and that their consumers have not acknowledged. Who reads what is
 * said, not found: a consumer that never committed anything is the one that is furthest behind.
 */
final class Lag implements AutoCloseable {

  /** A consumer group and what it must have read. */
  record Reader(String group, String topic) {

    static final List<Reader> ALL =
        List.of(
            new Reader("order-service", "payments.events"),
            new Reader("payment-service", "orders.events"),
            new Reader("notification-service", "orders.events"),
            new Reader("notification-service", "payments.events"));
  }

  private static final int LIMIT_MS = 10_000;

  private final Admin admin;
  private final List<Reader> readers;

  Lag(String bootstrap, List<Reader> readers) {
    this.readers = readers;
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS));
  }

  /** By reader; only those that lag. */
  Map<String, Long> count() throws InterruptedException {
    try {
      var lag = new LinkedHashMap<String, Long>();
      for (var reader : readers) {
        long behind = behind(reader);
        if (behind > 0) {
          lag.put(
              "records of %s that %s has yet to read".formatted(reader.topic(), reader.group()),
              behind);
        }
      }
      return lag;
    } catch (ExecutionException e) {
      throw new UserError("Kafka cannot be asked: " + e.getCause().getMessage(), e);
    }
  }

  private long behind(Reader reader) throws ExecutionException, InterruptedException {
    var partitions = partitions(reader.topic());
    var first = offsets(partitions, OffsetSpec.earliest());
    var end = offsets(partitions, OffsetSpec.latest());
    var committed =
        admin.listConsumerGroupOffsets(reader.group()).partitionsToOffsetAndMetadata().get();
    long behind = 0;
    for (var partition : partitions) {
      var read = committed.get(partition);
      behind += end.get(partition) - (read == null ? first.get(partition) : read.offset());
    }
    return behind;
  }

  /** None while the topic is not declared: no event can have been published to it. */
  private List<TopicPartition> partitions(String topic)
      throws ExecutionException, InterruptedException {
    try {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .stream()
          .map(it -> new TopicPartition(topic, it.partition()))
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of();
      }
      throw e;
    }
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    var request = partitions.stream().collect(Collectors.toMap(it -> it, _ -> which));
    return admin.listOffsets(request).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
  }

  @Override
  public void close() {
    admin.close();
  }
}

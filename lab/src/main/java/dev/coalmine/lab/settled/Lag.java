package dev.coalmine.lab.settled;

import dev.coalmine.lab.Complaint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;

/** Records that lie in the topics and that their consumers have not acknowledged. */
final class Lag implements AutoCloseable {

  private static final int LIMIT_MS = 10_000;

  private final Admin admin;

  Lag(String bootstrap) {
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                LIMIT_MS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                LIMIT_MS));
  }

  /** By consumer group; only those that lag. */
  Map<String, Long> count() throws InterruptedException {
    try {
      var lag = new LinkedHashMap<String, Long>();
      for (var group : admin.listGroups().all().get()) {
        long behind = behind(group.groupId());
        if (behind > 0) {
          lag.put("records that %s has yet to read".formatted(group.groupId()), behind);
        }
      }
      return lag;
    } catch (ExecutionException e) {
      throw new Complaint("Kafka cannot be asked: " + e.getCause().getMessage(), e);
    }
  }

  private long behind(String group) throws ExecutionException, InterruptedException {
    var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    committed.values().removeIf(offset -> offset == null);
    var ends =
        admin
            .listOffsets(
                committed.keySet().stream()
                    .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest())))
            .all()
            .get();
    return committed.entrySet().stream()
        .mapToLong(it -> ends.get(it.getKey()).offset() - it.getValue().offset())
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}

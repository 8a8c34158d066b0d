package dev.coalmine.platform.outbox;

import dev.coalmine.platform.id.Ids;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Where a transaction leaves the events it has decided: state and event commit together. */
public class Outbox {

  /** The number of partitions; a change needs an empty outbox, for rows keep the one they got. */
  static final int PARTITIONS = 16;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;
  private final Tracer tracer;
  private final Runnable wakeRelay;

  Outbox(JdbcTemplate jdbc, JsonMapper json, Tracer tracer, Runnable wakeRelay) {
    this.jdbc = jdbc;
    this.json = json;
    this.tracer = tracer;
    this.wakeRelay = wakeRelay;
  }

  /**
   * Must be called while the transaction holds the lock of the aggregate's row: only then does the
   * order of outbox ids equal the order of commits, and so of publication.
   *
   * @param topic the wire name
   * @param type the wire name with its version
   * @param key the aggregate's id
   * @param sequence the aggregate's own count of its events on this topic: 1, 2, 3 …
   * @param payload a record that Jackson writes as the event's data
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void append(String topic, String type, String key, long sequence, Object payload) {
    jdbc.update(
        """
        insert into outbox (partition, topic, event_id, type, key, sequence, data, traceparent)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        partition(key),
        topic,
        Ids.text(Ids.next()),
        type,
        key,
        sequence,
        json.writeValueAsBytes(payload),
        traceparent());
    wakeRelayAfterCommit();
  }

  static int partition(String key) {
    return Math.floorMod(key.hashCode(), PARTITIONS);
  }

  private void wakeRelayAfterCommit() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wakeRelay.run();
          }
        });
  }

  private @Nullable String traceparent() {
    TraceContext context = tracer.currentTraceContext().context();
    if (context == null || context.traceId().isEmpty()) {
      return null;
    }
    var flags = Boolean.TRUE.equals(context.sampled()) ? "01" : "00";
    return "00-%s-%s-%s".formatted(context.traceId(), context.spanId(), flags);
  }
}

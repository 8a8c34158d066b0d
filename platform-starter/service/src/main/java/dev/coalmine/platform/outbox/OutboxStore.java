package dev.coalmine.platform.outbox;

import dev.coalmine.platform.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The relay's SQL. */
class OutboxStore {

  /**
   * First key of the advisory locks, so that they differ from those of other programs: "coal" in
   * ASCII.
   */
  private static final int LOCK_NAMESPACE = 0x636f616c;

  private final JdbcTemplate jdbc;
  private final String source;

  OutboxStore(JdbcTemplate jdbc, String source) {
    this.jdbc = jdbc;
    this.source = source;
  }

  /**
   * Prepares the relay's transaction. Its commit need not wait for the disk: a crash that forgets
   * the marks publishes the same events again, and consumers drop repeats. A relay frozen for
   * longer than the limit is disconnected, so that its locks are free for another.
   */
  void begin(Duration limit) {
    jdbc.execute(
        "set local synchronous_commit = off; set local idle_in_transaction_session_timeout = "
            + limit.toMillis());
  }

  /** Partitions with something to publish that no other relay holds; held until the commit. */
  List<Integer> lockPartitions() {
    return jdbc.queryForList(
        """
        select p from generate_series(0, ? - 1) p
        where exists (select from outbox where partition = p and published_at is null)
          and pg_try_advisory_xact_lock(?, p)
        """,
        Integer.class,
        Outbox.PARTITIONS,
        LOCK_NAMESPACE);
  }

  /** A statement of its own: its snapshot must be younger than the locks. */
  List<PendingEvent> pending(List<Integer> partitions, int perPartition) {
    return jdbc.query(
        """
        select %1$s from unnest(?::int[]) p,
          lateral (select %1$s from outbox where partition = p and published_at is null
                   order by id limit ?) o
        order by o.id
        """
            .formatted(COLUMNS),
        (row, _) -> pendingEvent(row),
        partitions.toArray(Integer[]::new),
        perPartition);
  }

  void markPublished(Collection<Long> ids) {
    jdbc.update(
        "update outbox set published_at = now() where id = any(?)",
        (Object) ids.toArray(Long[]::new));
  }

  int republish(Instant since) {
    return jdbc.update(
        "update outbox set published_at = null where created_at >= ? and published_at is not null",
        Timestamp.from(since));
  }

  int deletePublishedBefore(Instant limit, int most) {
    return jdbc.update(
        """
        delete from outbox where id in
          (select id from outbox where created_at < ? and published_at < ? limit ?)
        """,
        Timestamp.from(limit),
        Timestamp.from(limit),
        most);
  }

  Backlog backlog() {
    return jdbc.queryForObject(
        """
        select count(*) pending,
               coalesce(extract(epoch from now() - min(created_at)), 0) oldest
        from outbox where published_at is null
        """,
        (row, _) -> new Backlog(row.getLong("pending"), row.getDouble("oldest")));
  }

  private static final String COLUMNS =
      "id, topic, event_id, type, key, sequence, created_at, data, traceparent";

  private PendingEvent pendingEvent(ResultSet row) throws SQLException {
    var event =
        new Event(
            row.getString("event_id"),
            source,
            row.getString("type"),
            row.getString("key"),
            row.getLong("sequence"),
            row.getTimestamp("created_at").toInstant(),
            row.getBytes("data"),
            row.getString("traceparent"));
    return new PendingEvent(row.getLong("id"), row.getString("topic"), event);
  }

  /**
   * @param oldestAgeSeconds 0 when nothing is pending
   */
  record Backlog(long pending, double oldestAgeSeconds) {}
}

package dev.coalmine.platform.inbox;

import dev.coalmine.platform.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The sequence last applied per aggregate, and the events that came too early. */
class Inbox {

  enum Arrival {
    NEXT,
    REPEAT,
    EARLY
  }

  private final JdbcTemplate jdbc;

  Inbox(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes the event as applied if it is the aggregate's next. The row stays locked until the
   * commit, so a second consumer of the same event (a rebalance, a thaw) waits and then sees a
   * repeat.
   */
  Arrival advance(String topic, String key, long sequence) {
    int noted =
        sequence == 1
            ? jdbc.update(
                "insert into inbox (topic, key, last_sequence) values (?, ?, 1)"
                    + " on conflict do nothing",
                topic,
                key)
            : jdbc.update(
                "update inbox set last_sequence = ?"
                    + " where topic = ? and key = ? and last_sequence = ?",
                sequence,
                topic,
                key,
                sequence - 1);
    if (noted == 1) {
      return Arrival.NEXT;
    }
    long last = lastSequences(topic, List.of(key)).getOrDefault(key, 0L);
    return sequence <= last ? Arrival.REPEAT : Arrival.EARLY;
  }

  /** The last event applied, by key; those of which none was are not there. */
  Map<String, Long> lastSequences(String topic, List<String> keys) {
    return jdbc
        .query(
            "select key, last_sequence from inbox where topic = ? and key = any(?)",
            (row, _) -> Map.entry(row.getString(1), row.getLong(2)),
            topic,
            keys.toArray(String[]::new))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void park(String topic, Event event) {
    jdbc.update(
        """
        insert into parked_event
          (topic, key, sequence, event_id, source, type, time, data, traceparent)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
        """,
        topic,
        event.key(),
        event.sequence(),
        event.id(),
        event.source(),
        event.type(),
        Timestamp.from(event.time()),
        event.data(),
        event.traceparent());
  }

  void unpark(String topic, Event event) {
    jdbc.update(
        "delete from parked_event where topic = ? and key = ? and sequence = ?",
        topic,
        event.key(),
        event.sequence());
  }

  /** Parked events whose turn has come, or has gone by. */
  List<Event> due(String topic, int most) {
    return jdbc.query(
        """
        select p.event_id, p.source, p.type, p.key, p.sequence, p.time, p.data, p.traceparent
        from parked_event p
        join inbox i on i.topic = p.topic and i.key = p.key
        where p.topic = ? and p.sequence <= i.last_sequence + 1
        order by p.key, p.sequence limit ?
        """,
        (row, _) -> event(row),
        topic,
        most);
  }

  List<Parked> parked(int most) {
    return jdbc.query(
        """
        select topic, key, min(sequence) first, count(*) events, min(parked_at) since
        from parked_event group by topic, key order by since limit ?
        """,
        (row, _) ->
            new Parked(
                row.getString("topic"),
                row.getString("key"),
                row.getLong("first"),
                row.getLong("events"),
                row.getTimestamp("since").toInstant().toString()),
        most);
  }

  long countParked() {
    return jdbc.queryForObject("select count(*) from parked_event", Long.class);
  }

  private static Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getString("event_id"),
        row.getString("source"),
        row.getString("type"),
        row.getString("key"),
        row.getLong("sequence"),
        row.getTimestamp("time").toInstant(),
        row.getBytes("data"),
        row.getString("traceparent"));
  }

  /**
   * @param firstSequence of the parked ones; the one before it is missing
   */
  record Parked(String topic, String key, long firstSequence, long events, String since) {}
}

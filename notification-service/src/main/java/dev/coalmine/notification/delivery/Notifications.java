package dev.coalmine.notification.delivery;

import dev.coalmine.notification.domain.Channel;
import dev.coalmine.notification.domain.DeliveryStatus;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.NotificationRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All notifications: one per event and channel, however often the event comes. */
@Repository
public class Notifications {

  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  Notifications(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Says whether it is new. */
  boolean add(
      long id,
      String eventId,
      NotificationRule rule,
      String orderId,
      Map<String, String> details,
      Instant now) {
    return jdbc.sql(
                """
                insert into notification
                  (id, event_id, channel, template, order_id, details, status, created_at)
                values (?, ?, ?, ?, ?, ?::jsonb, 'Waiting', ?) on conflict do nothing
                """)
            .params(
                id,
                eventId,
                rule.channel().text(),
                rule.template(),
                orderId,
                json.writeValueAsString(details),
                Timestamp.from(now))
            .update()
        == 1;
  }

  /** Those of an order that wait for it, oldest first. */
  List<Notification> waitingFor(String orderId) {
    return jdbc.sql(
            """
            select %s from notification where order_id = ? and status = 'Waiting' order by id
            """
                .formatted(COLUMNS))
        .params(orderId)
        .query((row, _) -> notification(row))
        .list();
  }

  void address(long id, String customer, String recipient, Instant due) {
    jdbc.sql(
            """
            update notification
            set status = 'Due', customer = ?, recipient = ?, next_attempt_at = ? where id = ?
            """)
        .params(customer, recipient, Timestamp.from(due), id)
        .update();
  }

  /**
   * @param customer null when the notification is to be in no customer's list
   */
  void skip(long id, @Nullable String customer, String reason) {
    jdbc.sql("update notification set status = 'Skipped', customer = ?, reason = ? where id = ?")
        .params(customer, reason, id)
        .update();
  }

  /** Puts it at the end of the customer's stream, whose row stays locked until the commit. */
  void append(long id, String customer) {
    jdbc.sql(
            """
            with next as (
              insert into stream (customer, last_position) values (?, 1)
              on conflict (customer) do update set last_position = stream.last_position + 1
              returning last_position
            )
            update notification set status = 'Sent', customer = ?,
                                    position = (select last_position from next)
            where id = ?
            """)
        .params(customer, customer, id)
        .update();
  }

  /**
   * Claims mails that are due; what another replica is claiming is skipped. The number of attempts
   * tells one claim from the next: who was frozen past its lease changes nothing afterwards.
   */
  List<Notification> claimDue(Instant now, Instant dueBy, Duration lease, int most) {
    return jdbc.sql(
            """
            update notification set claimed_until = ?, attempts = attempts + 1 where id in (
              select id from notification
              where status = 'Due' and next_attempt_at <= ?
                and (claimed_until is null or claimed_until < ?)
              order by next_attempt_at limit ? for update skip locked)
            returning
            """
                + COLUMNS)
        .params(Timestamp.from(now.plus(lease)), Timestamp.from(dueBy), Timestamp.from(now), most)
        .query((row, _) -> notification(row))
        .list();
  }

  /** Notes this also after the lease was lost, because the customer has the mail all the same. */
  void sent(Notification notification) {
    attempted(notification, "Sent");
    jdbc.sql("update notification set status = 'Sent', claimed_until = null where id = ?")
        .params(notification.id())
        .update();
  }

  /**
   * Ends the attempts to send a mail.
   *
   * @param status which says why no further attempt is made
   */
  void giveUp(Notification notification, DeliveryStatus status, String reason) {
    attempted(notification, reason);
    jdbc.sql(
            """
            update notification set status = ?, reason = ?, claimed_until = null
            where id = ? and status = 'Due' and attempts = ?
            """)
        .params(status.text(), reason, notification.id(), notification.attempts())
        .update();
  }

  void postpone(Notification notification, String why, Instant until) {
    attempted(notification, why);
    jdbc.sql(
            """
            update notification set next_attempt_at = ?, reason = ?, claimed_until = null
            where id = ? and status = 'Due' and attempts = ?
            """)
        .params(Timestamp.from(until), why, notification.id(), notification.attempts())
        .update();
  }

  /**
   * Makes due what waits with back-off: one after another from now on, in the order in which it
   * would have become due, and nothing later than that. What another replica hastens or claims at
   * this moment is left to it.
   *
   * @param perSecond how many become due in a second
   * @return how many wait less long now
   */
  int hasten(Instant now, int perSecond) {
    return jdbc.sql(
            """
            with waiting as (
              select id, next_attempt_at from notification
              where status = 'Due' and attempts > 0
                and next_attempt_at > cast(:now as timestamptz)
              for update skip locked),
            turns as (
              select id, cast(:now as timestamptz)
                         + row_number() over (order by next_attempt_at)
                           * interval '1 second' / cast(:perSecond as float8) as turn
              from waiting)
            update notification set next_attempt_at = turn
            from turns where notification.id = turns.id and turn < next_attempt_at
            """)
        .param("now", Timestamp.from(now))
        .param("perSecond", perSecond)
        .update();
  }

  private void attempted(Notification notification, String outcome) {
    jdbc.sql(
            """
            insert into notification_attempt (notification_id, number, outcome) values (?, ?, ?)
            on conflict (notification_id, number) do update set outcome = excluded.outcome
            """)
        .params(notification.id(), notification.attempts(), outcome)
        .update();
  }

  /**
   * A customer's, newest first.
   *
   * @param before the last id of the page before; {@link Long#MAX_VALUE} for the first
   */
  public List<Notification> page(String customer, long before, int limit) {
    return jdbc.sql(
            """
            select %s from notification where customer = ? and id < ? order by id desc limit ?
            """
                .formatted(COLUMNS))
        .params(customer, before, limit)
        .query((row, _) -> notification(row))
        .list();
  }

  /** What comes after a position of a customer's stream, in order. */
  public List<Notification> after(String customer, long position, int limit) {
    return jdbc.sql(
            """
            select %s from notification where customer = ? and position > ?
            order by position limit ?
            """
                .formatted(COLUMNS))
        .params(customer, position, limit)
        .query((row, _) -> notification(row))
        .list();
  }

  public long lastPosition(String customer) {
    return jdbc.sql("select last_position from stream where customer = ?")
        .params(customer)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private static final String COLUMNS =
      """
      id, event_id, channel, template, order_id, customer, recipient, details, status, reason,
      attempts, position, created_at
      """;

  private Notification notification(ResultSet row) throws SQLException {
    return new Notification(
        row.getLong("id"),
        row.getString("event_id"),
        Channel.of(row.getString("channel")),
        row.getString("template"),
        row.getString("order_id"),
        row.getString("customer"),
        row.getString("recipient"),
        json.readValue(row.getString("details"), DETAILS),
        DeliveryStatus.of(row.getString("status")),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getLong("position"),
        row.getTimestamp("created_at").toInstant());
  }
}

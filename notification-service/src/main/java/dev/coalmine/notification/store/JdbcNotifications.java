package dev.coalmine.notification.store;

import dev.coalmine.notification.domain.Channel;
import dev.coalmine.notification.domain.DeliveryLifecycle;
import dev.coalmine.notification.domain.DeliveryLifecycle.AttemptResult;
import dev.coalmine.notification.domain.DeliveryLifecycle.Release;
import dev.coalmine.notification.domain.DeliveryStatus;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.NotificationRule;
import dev.coalmine.notification.domain.Notifications;
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

@Repository
class JdbcNotifications implements Notifications {

  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  JdbcNotifications(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public boolean add(
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
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing
                """)
            .params(
                id,
                eventId,
                rule.channel().text(),
                rule.template(),
                orderId,
                json.writeValueAsString(details),
                DeliveryLifecycle.FIRST.text(),
                Timestamp.from(now))
            .update()
        == 1;
  }

  @Override
  public List<Notification> waitingFor(String orderId) {
    return jdbc.sql(
            "select %s from notification where order_id = ? and %s order by id"
                .formatted(COLUMNS, IS_WAITING))
        .params(orderId)
        .query((row, _) -> notification(row))
        .list();
  }

  @Override
  public void release(long id, Release release, Instant now) {
    var status = release.status().text();
    switch (release) {
      case Release.ToStream(var customer) -> append(id, status, customer);
      case Release.ToAddress(var customer, var recipient) ->
          address(id, status, customer, recipient, now);
      case Release.Skip(var customer, var reason) -> skip(id, status, customer, reason);
    }
  }

  /** The row of the customer's stream stays locked until the commit. */
  private void append(long id, String status, String customer) {
    jdbc.sql(
            """
            with next as (
              insert into stream (customer, last_position) values (?, 1)
              on conflict (customer) do update set last_position = stream.last_position + 1
              returning last_position
            )
            update notification set status = ?, customer = ?,
                                    position = (select last_position from next)
            where id = ?
            """)
        .params(customer, status, customer, id)
        .update();
  }

  private void address(long id, String status, String customer, String recipient, Instant due) {
    jdbc.sql(
            """
            update notification
            set status = ?, customer = ?, recipient = ?, next_attempt_at = ? where id = ?
            """)
        .params(status, customer, recipient, Timestamp.from(due), id)
        .update();
  }

  private void skip(long id, String status, @Nullable String customer, String reason) {
    jdbc.sql("update notification set status = ?, customer = ?, reason = ? where id = ?")
        .params(status, customer, reason, id)
        .update();
  }

  @Override
  public List<Notification> claimDue(Instant now, Instant dueBy, Duration lease, int most) {
    return jdbc.sql(
            """
            update notification set claimed_until = ?, attempts = attempts + 1 where id in (
              select id from notification
              where %s and next_attempt_at <= ?
                and (claimed_until is null or claimed_until < ?)
              order by next_attempt_at limit ? for update skip locked)
            returning %s
            """
                .formatted(IS_DUE, COLUMNS))
        .params(Timestamp.from(now.plus(lease)), Timestamp.from(dueBy), Timestamp.from(now), most)
        .query((row, _) -> notification(row))
        .list();
  }

  @Override
  public void record(Notification attempted, AttemptResult result) {
    keepAttempt(attempted, result.text());
    jdbc.sql(
            """
            update notification
            set status = :status, reason = coalesce(:reason, reason), claimed_until = null,
                next_attempt_at = coalesce(:next, next_attempt_at)
            where id = :id and (not :needsClaim or %s and attempts = :attempts)
            """
                .formatted(IS_DUE))
        .param("status", result.status().text())
        .param("reason", result.reason())
        .param("next", timestamp(result.nextAttempt()))
        .param("id", attempted.id())
        .param("needsClaim", result.needsClaim())
        .param("attempts", attempted.attempts())
        .update();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  @Override
  public int hasten(Instant now, int perSecond) {
    return jdbc.sql(
            """
            with waiting as (
              select id, next_attempt_at from notification
              where %s and attempts > 0
                and next_attempt_at > cast(:now as timestamptz)
              for update skip locked),
            turns as (
              select id, cast(:now as timestamptz)
                         + row_number() over (order by next_attempt_at)
                           * interval '1 second' / cast(:perSecond as float8) as turn
              from waiting)
            update notification set next_attempt_at = turn
            from turns where notification.id = turns.id and turn < next_attempt_at
            """
                .formatted(IS_DUE))
        .param("now", Timestamp.from(now))
        .param("perSecond", perSecond)
        .update();
  }

  private void keepAttempt(Notification notification, String outcome) {
    jdbc.sql(
            """
            insert into notification_attempt (notification_id, number, outcome) values (?, ?, ?)
            on conflict (notification_id, number) do update set outcome = excluded.outcome
            """)
        .params(notification.id(), notification.attempts(), outcome)
        .update();
  }

  @Override
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

  @Override
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

  @Override
  public long lastPosition(String customer) {
    return jdbc.sql("select last_position from stream where customer = ?")
        .params(customer)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /**
   * The conditions of the indexes notification_due and notification_waiting. The statuses are
   * literals because PostgreSQL does not use a partial index for a condition with parameters in a
   * generic plan.
   */
  static final String IS_DUE = "status = '" + DeliveryStatus.DUE.text() + "'";

  static final String IS_WAITING = "status = '" + DeliveryStatus.WAITING.text() + "'";

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

package dev.coalmine.notification.memory;

import dev.coalmine.notification.domain.DeliveryLifecycle;
import dev.coalmine.notification.domain.DeliveryLifecycle.AttemptResult;
import dev.coalmine.notification.domain.DeliveryLifecycle.Release;
import dev.coalmine.notification.domain.DeliveryStatus;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.NotificationRule;
import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

public final class MemoryNotifications implements Notifications {

  /**
   * @param due when the mail is to be tried; null when there is nothing to try
   * @param claimedUntil null when the mail is not claimed
   */
  private record Row(
      Notification notification, Instant due, Instant claimedUntil, List<String> attempts) {

    boolean isDue() {
      return notification.status() == DeliveryStatus.DUE;
    }
  }

  private final MemoryTransactions.Table<Long, Row> rows;

  MemoryNotifications(MemoryTransactions transactions) {
    this.rows = transactions.new Table<>();
  }

  public List<Notification> all() {
    return rows.all().stream().map(Row::notification).toList();
  }

  /** Returns the texts of the attempts to send a mail, in their order. */
  public List<String> attempts(long id) {
    return rows.get(id).attempts();
  }

  /** Returns when a mail is to be tried next. */
  public Instant due(long id) {
    return rows.get(id).due();
  }

  public boolean isClaimed(long id) {
    return rows.get(id).claimedUntil() != null;
  }

  @Override
  public boolean add(
      long id,
      String eventId,
      NotificationRule rule,
      String orderId,
      Map<String, String> details,
      Instant now) {
    if (all().stream()
        .anyMatch(n -> n.eventId().equals(eventId) && n.channel() == rule.channel())) {
      return false;
    }
    var added =
        new Notification(
            id,
            eventId,
            rule.channel(),
            rule.template(),
            orderId,
            null,
            null,
            details,
            DeliveryLifecycle.FIRST,
            null,
            0,
            0,
            now);
    rows.put(id, new Row(added, null, null, List.of()));
    return true;
  }

  @Override
  public List<Notification> waitingFor(String orderId) {
    return all().stream()
        .filter(n -> n.orderId().equals(orderId) && n.status() == DeliveryStatus.WAITING)
        .toList();
  }

  @Override
  public void release(long id, Release release, Instant now) {
    var n = rows.get(id).notification();
    var status = release.status();
    switch (release) {
      case Release.ToStream(var customer) -> {
        long position = lastPosition(customer) + 1;
        put(copy(n, customer, null, status, n.reason(), n.attempts(), position), null, null);
      }
      case Release.ToAddress(var customer, var recipient) ->
          put(copy(n, customer, recipient, status, n.reason(), n.attempts(), 0), now, null);
      case Release.Skip(var customer, var reason) ->
          put(copy(n, customer, null, status, reason, n.attempts(), 0), null, null);
    }
  }

  @Override
  public List<Notification> claimDue(Instant now, Instant dueBy, Duration lease, int most) {
    return rows.all().stream()
        .filter(Row::isDue)
        .filter(row -> !row.due().isAfter(dueBy))
        .filter(row -> row.claimedUntil() == null || row.claimedUntil().isBefore(now))
        .sorted(Comparator.comparing(Row::due))
        .limit(most)
        .map(row -> claim(row, now.plus(lease)))
        .toList();
  }

  private Notification claim(Row row, Instant until) {
    var n = row.notification();
    return put(
        copy(
            n, n.customer(), n.recipient(), n.status(), n.reason(), n.attempts() + 1, n.position()),
        row.due(),
        until);
  }

  @Override
  public void record(Notification attempted, AttemptResult result) {
    var row = keepAttempt(rows.get(attempted.id()), result.text());
    var n = row.notification();
    boolean claimed = row.isDue() && n.attempts() == attempted.attempts();
    if (claimed || !result.needsClaim()) {
      var reason = result.reason() == null ? n.reason() : result.reason();
      var due = result.nextAttempt() == null ? row.due() : result.nextAttempt();
      put(
          copy(n, n.customer(), n.recipient(), result.status(), reason, n.attempts(), n.position()),
          due,
          null);
    }
  }

  private Row keepAttempt(Row row, String text) {
    var attempts = new ArrayList<>(row.attempts());
    attempts.add(text);
    var kept = new Row(row.notification(), row.due(), row.claimedUntil(), List.copyOf(attempts));
    rows.put(row.notification().id(), kept);
    return kept;
  }

  @Override
  public int hasten(Instant now, int perSecond) {
    var waiting =
        rows.all().stream()
            .filter(Row::isDue)
            .filter(row -> row.notification().attempts() > 0 && row.due().isAfter(now))
            .sorted(Comparator.comparing(Row::due))
            .toList();
    int turn = 0;
    for (var row : waiting) {
      var due = now.plusMillis(1_000L * ++turn / perSecond);
      put(row.notification(), due.isBefore(row.due()) ? due : row.due(), row.claimedUntil());
    }
    return waiting.size();
  }

  @Override
  public List<Notification> page(String customer, long before, int limit) {
    throw new UnsupportedOperationException("only the web adapter reads pages");
  }

  @Override
  public List<Notification> after(String customer, long position, int limit) {
    return all().stream()
        .filter(n -> customer.equals(n.customer()) && n.position() > position)
        .sorted(Comparator.comparing(Notification::position))
        .limit(limit)
        .toList();
  }

  @Override
  public long lastPosition(String customer) {
    return after(customer, 0, Integer.MAX_VALUE).size();
  }

  private Notification put(Notification n, Instant due, Instant claimedUntil) {
    rows.put(n.id(), new Row(n, due, claimedUntil, rows.get(n.id()).attempts()));
    return n;
  }

  private static Notification copy(
      Notification n,
      String customer,
      String recipient,
      DeliveryStatus status,
      String reason,
      int attempts,
      long position) {
    return new Notification(
        n.id(),
        n.eventId(),
        n.channel(),
        n.template(),
        n.orderId(),
        customer,
        recipient,
        n.details(),
        status,
        reason,
        attempts,
        position,
        n.createdAt());
  }
}

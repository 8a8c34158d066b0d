package dev.coalmine.notification.memory;

import dev.coalmine.notification.delivery.Deliveries;
import dev.coalmine.notification.delivery.NotifyCustomer;
import dev.coalmine.notification.domain.Channel;
import dev.coalmine.notification.domain.KnownOrder;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.NotificationRule;
import dev.coalmine.notification.domain.NotificationRules;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All ports of the use cases in memory, the use cases over them, and one order of Fay's. */
public final class MemoryMailroom {

  public static final String ORDER = "0S9WQX3YMKHH1";
  public static final String CUSTOMER = "fay";
  public static final String ADDRESS = "fay@example.com";
  public static final Duration LEASE = Duration.ofSeconds(30);

  public final MemoryTransactions transactions = new MemoryTransactions();
  public final MemoryNotifications notifications = new MemoryNotifications(transactions);
  public final MemoryKnownOrders orders = new MemoryKnownOrders(transactions);
  public final MemorySignals signals = new MemorySignals(transactions);

  public final List<NotificationRule> rules =
      new ArrayList<>(
          List.of(
              new NotificationRule("order.placed.v1", Channel.STREAM, "order-placed"),
              new NotificationRule("order.confirmed.v1", Channel.STREAM, "order-confirmed"),
              new NotificationRule("order.confirmed.v1", Channel.MAIL, "order-confirmed")));

  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private long lastId;

  public Instant now() {
    return now;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  public NotifyCustomer notifyCustomer() {
    return new NotifyCustomer(
        transactions, new Rules(), notifications, orders, signals, () -> ++lastId, clock);
  }

  public Deliveries deliveries() {
    return new Deliveries(transactions, notifications, clock);
  }

  public void placed() {
    placed(ADDRESS);
  }

  /**
   * @param email null when the customer has none
   */
  public void placed(String email) {
    known(email);
    occurred("order.placed.v1");
  }

  /** The order is known, and its event has not notified the customer yet. */
  public void known(String email) {
    notifyCustomer().orderPlaced(new KnownOrder(ORDER, CUSTOMER, email, 1299, "EUR"));
  }

  public void confirmed() {
    occurred("order.confirmed.v1");
  }

  public void occurred(String eventType) {
    notifyCustomer().eventOccurred(ORDER, "E-" + eventType, eventType, Map.of());
  }

  /** Returns channel, template and status of each notification, in their order. */
  public List<String> summary() {
    return notifications.all().stream()
        .map(n -> "%s %s %s".formatted(n.channel().text(), n.template(), n.status().text()))
        .toList();
  }

  public Notification mail() {
    return notifications.all().stream()
        .filter(n -> n.channel() == Channel.MAIL)
        .findFirst()
        .orElseThrow();
  }

  private final class Rules implements NotificationRules {

    @Override
    public List<NotificationRule> of(String eventType) {
      return rules.stream().filter(rule -> rule.eventType().equals(eventType)).toList();
    }

    @Override
    public List<NotificationRule> all() {
      return rules;
    }
  }
}

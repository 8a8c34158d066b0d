package dev.coalmine.notification.delivery;

import dev.coalmine.notification.domain.DeliveryLifecycle;
import dev.coalmine.notification.domain.DeliveryLifecycle.Release;
import dev.coalmine.notification.domain.KnownOrder;
import dev.coalmine.notification.domain.KnownOrders;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.NotificationRules;
import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.notification.domain.Signals;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Makes notifications of events, in the transaction that notes the event. Nothing is sent here: a
 * mail becomes due, a stream gets one more entry.
 */
public class NotifyCustomer {

  private final Transactions transactions;
  private final NotificationRules rules;
  private final Notifications notifications;
  private final KnownOrders orders;
  private final Signals signals;
  private final LongSupplier ids;
  private final Clock clock;

  public NotifyCustomer(
      Transactions transactions,
      NotificationRules rules,
      Notifications notifications,
      KnownOrders orders,
      Signals signals,
      LongSupplier ids,
      Clock clock) {
    this.transactions = transactions;
    this.rules = rules;
    this.notifications = notifications;
    this.orders = orders;
    this.signals = signals;
    this.ids = ids;
    this.clock = clock;
  }

  /** From now on the order is known, and what waited for it goes out. */
  public void orderPlaced(KnownOrder order) {
    transactions.join(
        _ -> {
          orders.lock(order.id());
          orders.add(order);
          releaseWaiting(order);
          return true;
        });
  }

  /**
   * Payments have a topic of their own, so an event about a payment can come before the order it is
   * of; its notifications wait.
   *
   * @param details for the templates
   */
  public void eventOccurred(
      String orderId, String eventId, String eventType, Map<String, String> details) {
    transactions.join(
        _ -> {
          orders.lock(orderId);
          if (add(orderId, eventId, eventType, details)) {
            orders.find(orderId).ifPresent(this::releaseWaiting);
          }
          return true;
        });
  }

  /**
   * Notes an event of which there is nothing to tell. Each channel that has a rule for it gets a
   * notification all the same, in no customer's list: a missing one would look like a lost one.
   *
   * @param why there is nothing to tell
   */
  public void nothingToTell(String orderId, String eventId, String eventType, String why) {
    transactions.join(
        _ -> {
          orders.lock(orderId);
          for (var rule : rules.of(eventType)) {
            long id = ids.getAsLong();
            if (notifications.add(id, eventId, rule, orderId, Map.of(), clock.instant())) {
              notifications.release(id, DeliveryLifecycle.nothingToTell(why), clock.instant());
            }
          }
          return true;
        });
  }

  /** Returns whether a notification is new. */
  private boolean add(
      String orderId, String eventId, String eventType, Map<String, String> details) {
    boolean any = false;
    for (var rule : rules.of(eventType)) {
      any |= notifications.add(ids.getAsLong(), eventId, rule, orderId, details, clock.instant());
    }
    return any;
  }

  private void releaseWaiting(KnownOrder order) {
    notifications.waitingFor(order.id()).forEach(waiting -> release(waiting, order));
  }

  private void release(Notification waiting, KnownOrder order) {
    var release = DeliveryLifecycle.release(waiting, order);
    notifications.release(waiting.id(), release, clock.instant());
    switch (release) {
      case Release.ToStream(var customer) -> signals.streamGrew(customer);
      case Release.ToAddress _ -> signals.mailIsDue();
      case Release.Skip _ -> {}
    }
  }
}

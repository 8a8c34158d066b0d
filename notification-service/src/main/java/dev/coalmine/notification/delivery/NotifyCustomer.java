package dev.coalmine.notification.delivery;

import dev.coalmine.notification.domain.KnownOrder;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.order.KnownOrders;
import dev.coalmine.platform.id.Ids;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes notifications of events, in the transaction that notes the event. Nothing is sent here: a
 * mail becomes due, a stream gets one more entry.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class NotifyCustomer {

  private final NotificationRules rules;
  private final Notifications notifications;
  private final KnownOrders orders;
  private final Signals signals;
  private final Clock clock;

  NotifyCustomer(
      NotificationRules rules,
      Notifications notifications,
      KnownOrders orders,
      Signals signals,
      Clock clock) {
    this.rules = rules;
    this.notifications = notifications;
    this.orders = orders;
    this.signals = signals;
    this.clock = clock;
  }

  /** From now on the order is known, and what waited for it goes out. */
  public void orderPlaced(KnownOrder order) {
    orders.lock(order.id());
    orders.add(order);
    notifications.waitingFor(order.id()).forEach(waiting -> release(waiting, order));
  }

  /**
   * Payments have a topic of their own, so an event about a payment can come before the order it is
   * of; its notifications wait.
   *
   * @param details for the templates
   */
  public void eventOccurred(
      String orderId, String eventId, String eventType, Map<String, String> details) {
    orders.lock(orderId);
    boolean any = false;
    for (var rule : rules.of(eventType)) {
      any |= notifications.add(Ids.next(), eventId, rule, orderId, details, clock.instant());
    }
    if (any) {
      orders
          .find(orderId)
          .ifPresent(
              order ->
                  notifications.waitingFor(orderId).forEach(waiting -> release(waiting, order)));
    }
  }

  /**
   * Notes an event of which there is nothing to tell. Each channel that has a rule for it gets a
   * notification all the same, in no customer's list: a missing one would look like a lost one.
   *
   * @param why there is nothing to tell
   */
  public void nothingToTell(String orderId, String eventId, String eventType, String why) {
    orders.lock(orderId);
    for (var rule : rules.of(eventType)) {
      long id = Ids.next();
      if (notifications.add(id, eventId, rule, orderId, Map.of(), clock.instant())) {
        notifications.skip(id, null, why);
      }
    }
  }

  private void release(Notification notification, KnownOrder order) {
    switch (notification.channel()) {
      case STREAM -> {
        notifications.append(notification.id(), order.customer());
        signals.streamGrew(order.customer());
      }
      case MAIL -> {
        if (order.email() == null) {
          notifications.skip(notification.id(), order.customer(), "the customer has no address");
        } else {
          notifications.address(
              notification.id(), order.customer(), order.email(), clock.instant());
          signals.mailIsDue();
        }
      }
    }
  }
}

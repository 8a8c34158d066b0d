package dev.coalmine.notification.domain;

import dev.coalmine.notification.domain.DeliveryLifecycle.AttemptResult;
import dev.coalmine.notification.domain.DeliveryLifecycle.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All notifications: one per event and channel, however often the event comes. */
public interface Notifications {

  /**
   * Adds a notification that waits for its order.
   *
   * @return whether the notification is new
   */
  boolean add(
      long id,
      String eventId,
      NotificationRule rule,
      String orderId,
      Map<String, String> details,
      Instant now);

  /** Returns the notifications of an order that wait for it, oldest first. */
  List<Notification> waitingFor(String orderId);

  /**
   * Stores what follows when the order of a notification is known.
   *
   * @param now when a mail that is to be sent becomes due
   */
  void release(long id, Release release, Instant now);

  /**
   * Claims mails that are due, oldest first. Skips mails that another replica is claiming. The
   * number of attempts tells one claim from the next.
   *
   * @param dueBy now, or a later time to claim mails that are not due yet
   */
  List<Notification> claimDue(Instant now, Instant dueBy, Duration lease, int most);

  /**
   * Stores the result of an attempt with the status that follows. A result that needs the claim
   * changes nothing when another worker has claimed the mail since.
   */
  void record(Notification attempted, AttemptResult result);

  /**
   * Makes mails due that wait with back-off: one after another from now on, in the order of their
   * due times, and none later than before. Skips mails that another replica is changing.
   *
   * @param perSecond how many become due in a second
   * @return how many mails are due earlier now
   */
  int hasten(Instant now, int perSecond);

  /**
   * Returns a customer's notifications, newest first.
   *
   * @param before the last id of the page before; {@link Long#MAX_VALUE} for the first
   */
  List<Notification> page(String customer, long before, int limit);

  /** Returns what comes after a position of a customer's stream, in order. */
  List<Notification> after(String customer, long position, int limit);

  long lastPosition(String customer);
}

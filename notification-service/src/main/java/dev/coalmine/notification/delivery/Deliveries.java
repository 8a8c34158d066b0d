package dev.coalmine.notification.delivery;

import dev.coalmine.notification.domain.DeliveryLifecycle;
import dev.coalmine.notification.domain.DeliveryLifecycle.AttemptResult;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Attempts to deliver, claimed and noted. */
public class Deliveries {

  private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofDays(1);

  private final Transactions transactions;
  private final Notifications notifications;
  private final Clock clock;

  public Deliveries(Transactions transactions, Notifications notifications, Clock clock) {
    this.transactions = transactions;
    this.notifications = notifications;
    this.clock = clock;
  }

  /** Claims mails that are due. */
  public List<Notification> claim(Duration lease, int most) {
    var now = clock.instant();
    return claim(now, now, lease, most);
  }

  /** Claims the mail that becomes due next, whenever that is. */
  public List<Notification> claimNext(Duration lease) {
    var now = clock.instant();
    return claim(now, now.plus(LONGER_THAN_ANY_PAUSE), lease, 1);
  }

  private List<Notification> claim(Instant now, Instant dueBy, Duration lease, int most) {
    return transactions.run(_ -> notifications.claimDue(now, dueBy, lease, most));
  }

  /**
   * Ends the back-off of mails that wait for their next attempt.
   *
   * @param perSecond how many become due in a second
   * @return how many wait less long now
   */
  public int hasten(int perSecond) {
    return transactions.run(_ -> notifications.hasten(clock.instant(), perSecond));
  }

  /** Notes this also after the lease was lost, because the customer has the mail. */
  public void sent(Notification notification) {
    record(notification, DeliveryLifecycle.sent());
  }

  /**
   * Gives up a mail that we cannot send, through a fault of ours, unless another worker has claimed
   * it since.
   */
  public void failed(Notification notification, String reason) {
    record(notification, DeliveryLifecycle.failed(reason));
  }

  /**
   * Gives up a mail that the mail server refuses for good, or whose address is invalid, unless
   * another worker has claimed it since.
   */
  public void undeliverable(Notification notification, String reason) {
    record(notification, DeliveryLifecycle.undeliverable(reason));
  }

  /** Puts a mail off, unless another worker has claimed it since. */
  public void postpone(Notification notification, String why, Duration pause) {
    record(notification, DeliveryLifecycle.postponed(why, clock.instant().plus(pause)));
  }

  private void record(Notification notification, AttemptResult result) {
    transactions.run(
        _ -> {
          notifications.record(notification, result);
          return true;
        });
  }
}

package dev.coalmine.notification.delivery;

import dev.coalmine.notification.domain.DeliveryStatus;
import dev.coalmine.notification.domain.Notification;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Attempts to deliver, claimed and noted. */
@Service
@Transactional
public class Deliveries {

  private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofDays(1);

  private final Notifications notifications;
  private final Clock clock;

  Deliveries(Notifications notifications, Clock clock) {
    this.notifications = notifications;
    this.clock = clock;
  }

  public List<Notification> claim(Duration lease, int most) {
    var now = clock.instant();
    return notifications.claimDue(now, now, lease, most);
  }

  /** Claims the one that becomes due next, whenever that is. */
  public List<Notification> claimNext(Duration lease) {
    var now = clock.instant();
    return notifications.claimDue(now, now.plus(LONGER_THAN_ANY_PAUSE), lease, 1);
  }

  /**
   * Ends the back-off of what waits for its next attempt.
   *
   * @param perSecond how many become due in a second
   * @return how many wait less long now
   */
  public int hasten(int perSecond) {
    return notifications.hasten(clock.instant(), perSecond);
  }

  public void sent(Notification notification) {
    notifications.sent(notification);
  }

  /** Gives up a mail that we cannot send, through a fault of ours. */
  public void failed(Notification notification, String reason) {
    notifications.giveUp(notification, DeliveryStatus.FAILED, reason);
  }

  /** Gives up a mail that the mail server refuses for good, or whose address is none. */
  public void undeliverable(Notification notification, String reason) {
    notifications.giveUp(notification, DeliveryStatus.UNDELIVERABLE, reason);
  }

  public void postpone(Notification notification, String why, Duration pause) {
    notifications.postpone(notification, why, clock.instant().plus(pause));
  }
}

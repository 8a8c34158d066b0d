package dev.coalmine.notification.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Attempts to deliver, claimed and noted. */
@Service
@Transactional
public class Deliveries {

  private final Notifications notifications;
  private final Clock clock;

  Deliveries(Notifications notifications, Clock clock) {
    this.notifications = notifications;
    this.clock = clock;
  }

  public List<Notification> claim(Duration lease, int most) {
    return notifications.claimDue(clock.instant(), lease, most);
  }

  public void sent(Notification notification) {
    notifications.sent(notification);
  }

  public void failed(Notification notification, String reason) {
    notifications.failed(notification, reason);
  }

  public void postpone(Notification notification, String why, Duration pause) {
    notifications.postpone(notification, why, clock.instant().plus(pause));
  }
}

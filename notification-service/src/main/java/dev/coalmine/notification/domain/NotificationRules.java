package dev.coalmine.notification.domain;

import java.util.List;

/** Which events notify on which channel. */
public interface NotificationRules {

  List<NotificationRule> of(String eventType);

  List<NotificationRule> all();
}

package dev.coalmine.lab.reconcile;

import com.github.f4b6a3.tsid.Tsid;
import dev.coalmine.lab.settled.Stores;
import java.sql.Connection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What notification-service's database says.
 *
 * @param rules channels by event type
 * @param notifications by event and channel
 * @param repeated of which there is more than one
 * @param appliedOrders the last event of {@code orders.events} by key
 * @param appliedPayments the last event of {@code payments.events} by key
 */
record NotificationBooks(
    Map<String, Set<String>> rules,
    Map<Key, Notification> notifications,
    Set<Key> repeated,
    Map<String, Long> appliedOrders,
    Map<String, Long> appliedPayments) {

  record Key(String event, String channel) {}

  /**
   * @param id as its mail's Message-ID begins
   * @param reason why it was not sent; null when it was
   */
  record Notification(String id, String status, String reason) {}

  static NotificationBooks read(Connection database) {
    var rules = new HashMap<String, Set<String>>();
    Stores.list(
        database,
        "select event_type, channel from notification_rule",
        row -> rules.computeIfAbsent(row.getString(1), _ -> new HashSet<>()).add(row.getString(2)));
    var notifications = new HashMap<Key, Notification>();
    var repeated = new HashSet<Key>();
    Stores.list(
        database,
        "select event_id, channel, id, status, reason from notification",
        row -> {
          var key = new Key(row.getString(1), row.getString(2));
          var id = Tsid.from(row.getLong(3)).toString();
          return notifications.put(key, new Notification(id, row.getString(4), row.getString(5)))
                  == null
              || repeated.add(key);
        });
    return new NotificationBooks(
        rules,
        notifications,
        repeated,
        OrderBooks.applied(database, "orders.events"),
        OrderBooks.applied(database, "payments.events"));
  }
}

package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.reconcile.NotificationBooks.Notification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * I5: one notification per event and channel, delivered, unless the mail server refused it for
 * good. Mails that came twice are counted, and those that were refused: a refusal with its reason
 * is a decision, a mail that was given up without one is a loss.
 */
final class NotificationCheck {

  private static final String UNDELIVERABLE = "Undeliverable";
  private static final Set<String> OVER = Set.of("Sent", "Skipped", UNDELIVERABLE);
  private static final String MAIL = "mail";

  private NotificationCheck() {}

  static Finding check(Evidence evidence) {
    var broken = new ArrayList<String>();
    var types = new TreeMap<>(evidence.orderEvents().types());
    types.putAll(evidence.paymentEvents().types());
    var books = evidence.notifications();
    types.forEach(
        (event, type) -> {
          for (var channel : books.rules().getOrDefault(type, Set.of())) {
            var key = new NotificationBooks.Key(event, channel);
            if (!books.notifications().containsKey(key)) {
              broken.add("event %s (%s) was not told by %s".formatted(event, type, channel));
            }
          }
        });
    books.repeated().stream()
        .map(it -> "event %s has more than one %s".formatted(it.event(), it.channel()))
        .forEach(broken::add);
    books.notifications().forEach((key, it) -> check(key, it, types, evidence.caught(), broken));
    return new Finding(
        "I5",
        "one notification per event and channel, delivered",
        "%d events, %d notifications, %d mails caught, %d of them more than once, %d undeliverable"
            .formatted(
                types.size(),
                books.notifications().size(),
                evidence.caught().size(),
                evidence.caught().values().stream().filter(times -> times > 1).count(),
                books.notifications().values().stream()
                    .filter(it -> it.status().equals(UNDELIVERABLE))
                    .count()),
        broken);
  }

  private static void check(
      NotificationBooks.Key key,
      Notification notification,
      Map<String, String> types,
      Map<String, Integer> caught,
      List<String> broken) {
    if (!types.containsKey(key.event())) {
      broken.add(
          "notification %s is of event %s, which was never published"
              .formatted(notification.id(), key.event()));
    }
    if (!OVER.contains(notification.status())) {
      broken.add("notification %s is %s".formatted(notification.id(), notification.status()));
    }
    if (notification.status().equals(UNDELIVERABLE)
        && (notification.reason() == null || !key.channel().equals(MAIL))) {
      broken.add("notification %s was given up without a reason".formatted(notification.id()));
    }
    if (key.channel().equals(MAIL)
        && notification.status().equals("Sent")
        && !caught.containsKey(notification.id())) {
      broken.add("mail %s was sent and never caught".formatted(notification.id()));
    }
  }
}

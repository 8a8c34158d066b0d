package dev.coalmine.notification.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.notification.mail.NotificationText;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class NotificationController {

  private static final int MOST = 200;

  private final Notifications notifications;
  private final NotificationText texts;

  NotificationController(Notifications notifications, NotificationText texts) {
    this.notifications = notifications;
    this.texts = texts;
  }

  @GetMapping("/api/notifications")
  Page list(
      @AuthenticationPrincipal Jwt token,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "20") int limit) {
    if (limit < 1 || limit > MOST) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "invalid-limit", "limit must be 1 to " + MOST + ".");
    }
    var rows = notifications.page(token.getSubject(), before(cursor), limit + 1);
    var items = rows.stream().limit(limit).map(this::view).toList();
    return new Page(items, rows.size() > limit ? items.getLast().id() : null);
  }

  private static long before(@Nullable String cursor) {
    try {
      return cursor == null ? Long.MAX_VALUE : Ids.parse(cursor);
    } catch (IllegalArgumentException e) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "invalid-cursor", "That cursor is not one of ours.");
    }
  }

  private View view(Notification n) {
    return new View(
        Ids.text(n.id()),
        n.channel().text(),
        n.orderId(),
        n.template(),
        texts.readable(n).subject(),
        n.status().text(),
        n.reason(),
        n.attempts(),
        n.createdAt());
  }

  record Page(List<View> items, @Nullable String next) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String id,
      String channel,
      String orderId,
      String template,
      String title,
      String status,
      @Nullable String reason,
      int attempts,
      Instant createdAt) {}
}

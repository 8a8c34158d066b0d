package dev.coalmine.notification.stream;

import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.notification.mail.NotificationText;
import dev.coalmine.platform.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class StreamController {

  private final LiveStreams streams;
  private final Notifications notifications;
  private final NotificationText texts;
  private final StreamSettings settings;

  StreamController(
      LiveStreams streams,
      Notifications notifications,
      NotificationText texts,
      StreamSettings settings) {
    this.streams = streams;
    this.notifications = notifications;
    this.texts = texts;
    this.settings = settings;
  }

  /**
   * Server-sent events: what happens to the customer's orders from now on, or with Last-Event-ID
   * all that happened after it.
   */
  @GetMapping(path = "/api/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter open(
      @AuthenticationPrincipal Jwt token,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId)
      throws IOException {
    var customer = token.getSubject();
    long position =
        lastEventId == null ? notifications.lastPosition(customer) : position(lastEventId);
    var emitter = new SseEmitter(0L);
    var stream =
        new LiveStream(customer, position, end(token), emitter, notifications, texts, settings);
    stream.open();
    streams.add(customer, stream);
    emitter.onError(_ -> stream.end());
    emitter.onTimeout(stream::end);
    Thread.ofVirtual().name("stream").start(() -> runAndRemove(customer, stream));
    return emitter;
  }

  private void runAndRemove(String customer, LiveStream stream) {
    try {
      stream.run();
    } finally {
      streams.remove(customer, stream);
    }
  }

  private static Instant end(Jwt token) {
    return token.getExpiresAt() == null ? Instant.MAX : token.getExpiresAt();
  }

  private static long position(String lastEventId) {
    if (!lastEventId.matches("\\d{1,18}")) {
      throw new Problem(
          HttpStatus.BAD_REQUEST, "invalid-event-id", "That Last-Event-ID is not one of ours.");
    }
    return Long.parseLong(lastEventId);
  }
}

package dev.coalmine.notification.stream;

import dev.coalmine.notification.mail.Wording;
import dev.coalmine.notification.notification.Notifications;
import dev.coalmine.platform.problem.Problem;
import java.io.IOException;
import java.time.Instant;
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

  private final Streams streams;
  private final Notifications notifications;
  private final Wording wording;
  private final StreamSettings settings;

  StreamController(
      Streams streams, Notifications notifications, Wording wording, StreamSettings settings) {
    this.streams = streams;
    this.notifications = notifications;
    this.wording = wording;
    this.settings = settings;
  }

  /**
   * Server-sent events: what happens to the customer's orders from now on, or with Last-Event-ID
   * all that happened after it.
   */
  @GetMapping(path = "/api/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter open(
      @AuthenticationPrincipal Jwt token,
      @RequestHeader(name = "Last-Event-ID", required = false) String lastEventId)
      throws IOException {
    var customer = token.getSubject();
    long position =
        lastEventId == null ? notifications.lastPosition(customer) : position(lastEventId);
    var emitter = new SseEmitter(0L);
    var stream =
        new Stream(customer, position, end(token), emitter, notifications, wording, settings);
    stream.open();
    streams.add(customer, stream);
    emitter.onError(_ -> stream.end());
    emitter.onTimeout(stream::end);
    Thread.ofVirtual().name("stream").start(() -> runAndRemove(customer, stream));
    return emitter;
  }

  private void runAndRemove(String customer, Stream stream) {
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

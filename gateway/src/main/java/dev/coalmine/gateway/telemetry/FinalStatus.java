package dev.coalmine.gateway.telemetry;

import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.SignalType;

/** What a request ended in, as a status. */
final class FinalStatus {

  /** The caller left before the answer was complete; nginx made this number known. */
  private static final int CALLER_LEFT = 499;

  private FinalStatus() {}

  static int status(ServerHttpResponse response, SignalType end) {
    if (end == SignalType.CANCEL) {
      return CALLER_LEFT;
    }
    var status = response.getStatusCode();
    return status == null ? 200 : status.value();
  }
}

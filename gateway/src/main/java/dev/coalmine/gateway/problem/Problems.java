package dev.coalmine.gateway.problem;

import dev.coalmine.platform.problemtype.ProblemType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Names every failure on the way to a service and back. */
final class Problems {

  private static final Duration SOON = Duration.ofSeconds(1);

  private Problems() {}

  /** The problem; none for what is a defect of ours. */
  static @Nullable Problem of(Throwable failure) {
    return switch (failure) {
      case Problem problem -> problem;
      case ResponseStatusException answer -> named(answer);
      default ->
          switch (Failure.of(failure)) {
            case UNREACHABLE ->
                new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service-unavailable",
                        "The service cannot be reached. Nothing was done; try again.",
                        failure)
                    .retryAfter(SOON);
            case BROKEN_OFF ->
                new Problem(
                        HttpStatus.BAD_GATEWAY,
                        "service-broke-off",
                        "The service broke off before it answered. Whether it acted is unknown; try"
                            + " again with the same key.",
                        failure)
                    .retryAfter(SOON);
            case OTHER -> null;
          };
    };
  }

  private static Problem named(ResponseStatusException answer) {
    var status = HttpStatus.valueOf(answer.getStatusCode().value());
    return switch (status) {
      case NOT_FOUND -> new Problem(status, "no-route", "There is nothing at this address.");
      case GATEWAY_TIMEOUT ->
          new Problem(
              status,
              "service-too-slow",
              "The service did not answer in time. Whether it acted is unknown; try again with the"
                  + " same key.",
              answer);
      default -> new Problem(status, slug(status), status.getReasonPhrase() + ".", answer);
    };
  }

  /** Names a problem that has no name of its own by its status: {@code not-acceptable}. */
  static String slug(HttpStatus status) {
    return ProblemType.slug(status.getReasonPhrase());
  }
}

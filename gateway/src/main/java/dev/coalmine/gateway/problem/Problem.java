package dev.coalmine.gateway.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * What the gateway itself answers instead of a service: RFC 9457 with a stable {@code type}. It has
 * no stack trace, because it is an answer and not a defect.
 */
public final class Problem extends RuntimeException {

  private final HttpStatus status;
  private final String slug;
  private final HttpHeaders headers = new HttpHeaders();

  /**
   * @param slug names the kind of problem for ever: {@code idempotency-key-missing}
   * @param detail one sentence: what is wrong and what to do
   */
  public Problem(HttpStatus status, String slug, String detail) {
    this(status, slug, detail, null);
  }

  public Problem(HttpStatus status, String slug, String detail, @Nullable Throwable cause) {
    super(detail, cause, false, false);
    this.status = status;
    this.slug = slug;
  }

  /** Says that the same request may succeed after this time; whole seconds, at least one. */
  public Problem retryAfter(Duration pause) {
    return header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, pause.toSeconds())));
  }

  public Problem header(String name, String value) {
    headers.set(name, value);
    return this;
  }

  HttpStatus status() {
    return status;
  }

  String slug() {
    return slug;
  }

  HttpHeaders headers() {
    return headers;
  }
}

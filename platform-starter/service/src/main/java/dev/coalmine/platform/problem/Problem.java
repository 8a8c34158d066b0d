package dev.coalmine.platform.problem;

import dev.coalmine.platform.problemtype.ProblemType;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An error that the caller is told of: RFC 9457 with a stable {@code type}. */
public class Problem extends ErrorResponseException {

  /**
   * @param slug names the kind of problem for ever: {@code out-of-stock}
   * @param detail one sentence: what is wrong and what to do
   */
  public Problem(HttpStatus status, String slug, String detail) {
    this(status, slug, detail, null);
  }

  public Problem(HttpStatus status, String slug, String detail, @Nullable Throwable cause) {
    super(status, body(status, slug, detail), cause);
  }

  public static ProblemDetail body(HttpStatus status, String slug, String detail) {
    var body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setType(ProblemType.uri(slug));
    return body;
  }

  /** Adds a member to the answer. */
  public Problem with(String name, Object value) {
    getBody().setProperty(name, value);
    return this;
  }

  /** Says that the same request may succeed after this time; whole seconds, at least one. */
  public Problem retryAfter(Duration pause) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, pause.toSeconds())));
    return this;
  }

  /**
   * @param address of the request: its path
   * @return the member {@code instance}; null when the address is not a URI: a path of two slashes
   */
  public static @Nullable URI instance(@Nullable String address) {
    try {
      return address == null ? null : new URI(address);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** A problem without a name of its own is named by its status: {@code unsupported-media-type}. */
  static String slug(@Nullable HttpStatus status) {
    return status == null ? "error" : ProblemType.slug(status.getReasonPhrase());
  }
}

package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.problem.Problem;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * How far the body of one request has arrived from the client. The connection's event loop writes
 * it, and any thread may read it. After each failure the place of the next request in the byte
 * stream is unknown, so the connection ends with the answer.
 */
final class BodyArrival {

  private final Channel channel;
  private final long pause;
  private final Sinks.Empty<Void> failure = Sinks.empty();
  private volatile boolean ended;
  private long lastProgress = System.nanoTime();
  private Future<?> check;

  /**
   * @param channel the client's connection
   * @param pause how long the client may send nothing while the gateway reads
   */
  BodyArrival(Channel channel, Duration pause) {
    this.channel = channel;
    this.pause = pause.toNanos();
    checkAfter(this.pause);
  }

  /** Never completes; fails with a {@link Problem} when the body cannot arrive entirely. */
  Mono<Void> failure() {
    return failure.asMono();
  }

  void progressed() {
    lastProgress = System.nanoTime();
  }

  void completed() {
    ended = true;
    check.cancel(false);
  }

  /**
   * @param cause why the decoder cannot read on
   */
  void undecodable(Throwable cause) {
    fail(
        cause instanceof TooLongHttpHeaderException
            ? ending(
                HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "request-header-fields-too-large",
                "The fields behind the request's body are larger than 8 KiB.")
            : ending(
                HttpStatus.BAD_REQUEST,
                "invalid-framing",
                "The end of the body cannot be found: its chunks and the fields behind them must"
                    + " be as RFC 9112 section 7.1 has them."));
  }

  /** The client's connection ended, so only the access log reads this. */
  static Problem cutShort() {
    return ending(
        HttpStatus.BAD_REQUEST,
        "invalid-framing",
        "The connection ended before the body was complete.");
  }

  static Problem tooSlow() {
    return ending(
        HttpStatus.REQUEST_TIMEOUT,
        "body-too-slow",
        "The body did not arrive entirely in time. Send as many bytes as are declared, without"
            + " long pauses.");
  }

  /** Whether the gateway reads, and the client has not sent the end. */
  boolean waitsForClient() {
    return !ended && channel.config().isAutoRead();
  }

  private void checkAfter(long nanos) {
    check = channel.eventLoop().schedule(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    if (ended || !channel.isActive()) {
      return;
    }
    if (!waitsForClient()) {
      progressed(); // the time in which the gateway does not read is no pause of the client
    }
    long left = pause - (System.nanoTime() - lastProgress);
    if (left > 0) {
      checkAfter(left);
    } else {
      fail(tooSlow());
    }
  }

  private void fail(Problem problem) {
    ended = true;
    failure.tryEmitError(problem);
  }

  private static Problem ending(HttpStatus status, String slug, String detail) {
    return new Problem(status, slug, detail).header(HttpHeaders.CONNECTION, "close");
  }
}

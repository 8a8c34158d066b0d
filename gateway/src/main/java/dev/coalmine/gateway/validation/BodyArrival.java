package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.problem.Problem;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.channel.ChannelOperations;

/**
 * How far the body of one request has arrived from the client. The connection's event loop writes
 * it, and any thread may read it. After each failure the place of the next request in the byte
 * stream is unknown, so the connection ends with the answer, or at once when the request was
 * answered before its body had arrived.
 */
final class BodyArrival {

  private final Channel channel;
  private final long pause;
  private final long time;
  private final Sinks.Empty<Void> failure = Sinks.empty();
  private volatile boolean ended;
  private long began = System.nanoTime();
  private long lastProgress = began;
  private Future<?> check;

  /**
   * @param channel the client's connection
   * @param settings how long the client may send nothing, and how long the whole may take, while
   *     the gateway reads
   */
  BodyArrival(Channel channel, BodySettings settings) {
    this.channel = channel;
    this.pause = settings.pause().toNanos();
    this.time = settings.time().toNanos();
    checkAfter(Math.min(pause, time));
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
    long now = System.nanoTime();
    if (!waitsForClient() && !answered()) {
      began +=
          now - lastProgress; // the time in which the gateway does not read is not the client's
      lastProgress = now;
    }
    long left = Math.min(pause - (now - lastProgress), time - (now - began));
    if (left > 0) {
      checkAfter(left);
    } else {
      fail(tooSlow());
    }
  }

  private void fail(Problem problem) {
    ended = true;
    failure.tryEmitError(problem);
    if (answered()) {
      channel.close();
    }
  }

  /** Whether what still comes of the body is dropped. */
  private boolean answered() {
    return ChannelOperations.get(channel) == null;
  }

  private static Problem ending(HttpStatus status, String slug, String detail) {
    return new Problem(status, slug, detail).header(HttpHeaders.CONNECTION, "close");
  }
}

package dev.coalmine.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The event loop keeps nothing of a connection that has ended, however many come and go. */
class ScheduledChecksTests {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ConnectionMetrics metrics =
      new ConnectionMetrics(new SimpleMeterRegistry(), new ConnectionLimit(1, 1));
  private final RequestsInFlight requests = new RequestsInFlight(metrics);

  @Test
  void noneIsLeftOfAConnectionThatEndsUnused() {
    var channel = new EmbeddedChannel(new HeadTime(requests, LIMIT, metrics));
    assertThat(scheduled(channel)).isTrue();

    end(channel);

    assertThat(scheduled(channel)).isFalse();
  }

  @Test
  void noneIsLeftOfAConnectionThatEndsWithinAHead() {
    var channel = decoding();
    channel.writeInbound(bytes("GET / HT"));
    assertThat(scheduled(channel)).isTrue();

    end(channel);

    assertThat(scheduled(channel)).isFalse();
  }

  @Test
  void noneIsLeftOnceAHeadIsComplete() {
    var channel = decoding();

    channel.writeInbound(bytes("GET / HT"));
    channel.writeInbound(bytes("TP/1.1\r\n\r\n"));

    assertThat(scheduled(channel)).isFalse();
    channel.close();
  }

  private EmbeddedChannel decoding() {
    return new EmbeddedChannel(
        new HeadTime(requests, LIMIT, metrics), new HttpServerCodec(), requests);
  }

  @Test
  void noneIsLeftOfAConnectionWhoseAnswerIsNotRead() {
    var channel = new FullChannel(new UnreadAnswer(LIMIT, metrics));
    channel.writeAndFlush(bytes("answer"));
    assertThat(scheduled(channel)).isTrue();

    end(channel);

    assertThat(scheduled(channel)).isFalse();
  }

  @Test
  void noneIsLeftOfARefusedConnection() {
    var channel = new EmbeddedChannel(new RefusedConnection(new byte[1], new AtomicInteger()));
    assertThat(scheduled(channel)).isTrue();

    end(channel);

    assertThat(scheduled(channel)).isFalse();
  }

  @Test
  void noneIsLeftBehindTheLastAnswer() {
    var channel = new EmbeddedChannel();
    LastAnswer.begin(channel, channel.newPromise());
    assertThat(scheduled(channel)).isTrue();

    end(channel);

    assertThat(scheduled(channel)).isFalse();
  }

  private static boolean scheduled(EmbeddedChannel channel) {
    return channel.runScheduledPendingTasks() != -1;
  }

  /** Unlike {@link EmbeddedChannel#close}, which cancels what is scheduled. */
  private static void end(EmbeddedChannel channel) {
    channel.pipeline().close();
    channel.runPendingTasks();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}

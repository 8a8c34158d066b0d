package dev.coalmine.gateway.connection;

import dev.coalmine.gateway.connection.ConnectionMetrics.Cut;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client takes no byte of what waits for it. A stream with heartbeats goes
 * on for as long as its client reads, however slowly. Nothing is scheduled while the kernel takes
 * all that is written, and nothing for a connection that has ended.
 */
final class UnreadAnswer extends ChannelOutboundHandlerAdapter {

  private static final int CHECKS = 4;

  private final long limit;
  private final ConnectionMetrics metrics;
  private boolean watching;
  private @Nullable Object message;
  private long progress;
  private int idleChecks;
  private @Nullable Future<?> check;

  /**
   * @param limit how long a client may take nothing; a connection ends within a quarter more
   */
  UnreadAnswer(Duration limit, ConnectionMetrics metrics) {
    this.limit = limit.toNanos();
    this.metrics = metrics;
  }

  @Override
  public void flush(ChannelHandlerContext context) {
    context.flush();
    if (!watching && waiting(context.channel()) != null) {
      watching = true;
      remember(waiting(context.channel()));
      schedule(context);
    }
  }

  private void check(ChannelHandlerContext context) {
    var waiting = waiting(context.channel());
    if (waiting == null) {
      watching = false;
      message = null;
      return;
    }
    if (waiting.current() != message || waiting.currentProgress() != progress) {
      remember(waiting);
    } else if (++idleChecks == CHECKS) {
      cut(context.channel());
      return;
    }
    schedule(context);
  }

  /** What is written and not taken; none when the connection has ended. */
  private static @Nullable ChannelOutboundBuffer waiting(Channel channel) {
    var buffer = channel.unsafe().outboundBuffer();
    return buffer == null || buffer.isEmpty() ? null : buffer;
  }

  private void remember(@Nullable ChannelOutboundBuffer waiting) {
    idleChecks = 0;
    if (waiting != null) {
      message = waiting.current();
      progress = waiting.currentProgress();
    }
  }

  /** Resets the connection: the kernel would go on keeping what the client does not take. */
  private void cut(Channel channel) {
    metrics.cut(Cut.UNREAD);
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  private void schedule(ChannelHandlerContext context) {
    check = context.executor().schedule(() -> check(context), limit / CHECKS, TimeUnit.NANOSECONDS);
  }

  /** The pipeline of a closed connection removes its handlers. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (check != null) {
      check.cancel(false);
    }
  }
}

package dev.coalmine.gateway.connection;

import dev.coalmine.gateway.connection.ConnectionMetrics.Cut;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * Ends a connection on which a request's head is not complete in time, however often a byte comes.
 * The time begins with the first packet that holds nothing but a part of the head. A connection on
 * which nothing is sent at first ends after the same time, without an answer, because its client
 * has asked nothing. A connection between two requests is the idle timeout's. Nothing is scheduled
 * once a head is complete or the connection has ended: the event loop would keep all handlers of a
 * closed connection until the time is over.
 */
final class HeadTime extends ChannelInboundHandlerAdapter {

  private final RequestsInFlight requests;
  private final long limit;
  private final ConnectionMetrics metrics;
  private boolean incomplete;
  private @Nullable Future<?> check;

  /**
   * @param requests of the same connection
   * @param limit for a head
   */
  HeadTime(RequestsInFlight requests, Duration limit, ConnectionMetrics metrics) {
    this.requests = requests;
    this.limit = limit.toNanos();
    this.metrics = metrics;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    schedule(context, () -> endUnused(context));
    context.fireChannelActive();
  }

  private void endUnused(ChannelHandlerContext context) {
    if (requests.heads() == 0 && !incomplete && context.channel().isActive()) {
      metrics.cut(Cut.UNUSED);
      context.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    boolean withinBody = requests.bodyOwed();
    long heads = requests.heads();
    context.fireChannelRead(message);
    if (requests.heads() != heads) {
      incomplete = false;
      cancel();
    } else if (!withinBody && !incomplete) {
      incomplete = true;
      cancel();
      schedule(context, () -> check(context, heads));
    }
  }

  private void check(ChannelHandlerContext context, long heads) {
    if (requests.heads() != heads || !context.channel().isActive()) {
      return;
    }
    if (requests.anyUnanswered()) {
      schedule(context, () -> check(context, heads)); // the gateway may not be reading meanwhile
      return;
    }
    metrics.cut(Cut.HEAD);
    var answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT);
    answer
        .headers()
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, 0); // UndecodableRequests explains it
    LastAnswer.begin(
        context.channel(),
        context.pipeline().context(NettyPipeline.HttpTrafficHandler).writeAndFlush(answer));
  }

  private void schedule(ChannelHandlerContext context, Runnable check) {
    this.check = context.executor().schedule(check, limit, TimeUnit.NANOSECONDS);
  }

  private void cancel() {
    if (check != null) {
      check.cancel(false);
      check = null;
    }
  }

  /** The pipeline of a closed connection removes its handlers. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cancel();
  }
}

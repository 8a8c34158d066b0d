package dev.coalmine.gateway.validation;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Follows the body of a connection's current request. It stands behind Reactor Netty's queue of
 * pipelined requests, so what it sees belongs to the request that is being served.
 */
final class BodyTracking extends ChannelInboundHandlerAdapter {

  private final BodySettings settings;
  private @Nullable BodyArrival current;

  BodyTracking(BodySettings settings) {
    this.settings = settings;
  }

  /** The arrival of a request's body, while it is served; none once its connection has ended. */
  static @Nullable BodyArrival of(ServerHttpRequest request) {
    HttpServerRequest server = ServerHttpRequestDecorator.getNativeRequest(request);
    var tracking = new BodyTracking[1];
    server.withConnection(
        connection -> tracking[0] = connection.channel().pipeline().get(BodyTracking.class));
    return tracking[0] == null ? null : tracking[0].current;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof UndecodableBody(var cause)) {
      if (current != null) {
        current.undecodable(cause);
      }
      return;
    }
    if (message instanceof HttpRequest request) {
      current = hasBody(request) ? new BodyArrival(context.channel(), settings) : null;
    } else if (current != null && message instanceof HttpContent) {
      current.progressed();
      if (message instanceof LastHttpContent) {
        current.completed();
      }
    }
    context.fireChannelRead(message);
    if (message instanceof LastHttpContent) {
      readOn(context);
    }
  }

  /**
   * Reads the next request when this one was answered before its end was passed on. Reactor Netty
   * (1.3.6) takes such an end out of its queue of pipelined requests without asking for more, and a
   * client that has sent its request a little early would wait for the answer to its next one.
   */
  private static void readOn(ChannelHandlerContext context) {
    if (ChannelOperations.get(context.channel()) == null) {
      context.read();
    }
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }
}

package dev.coalmine.gateway.connection;

import dev.coalmine.gateway.connection.ConnectionMetrics.Cut;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Counts the requests of one connection that have no complete answer, and knows what of the latest
 * has arrived. It stands directly behind the decoder, before Reactor Netty's queue of pipelined
 * requests, which has no bound. Only the connection's event loop uses it.
 */
final class RequestsInFlight extends ChannelDuplexHandler {

  /** Requests of one connection that may wait for answers. */
  static final int MOST = 100;

  private final ConnectionMetrics metrics;
  private long heads;
  private int unanswered;
  private boolean bodyOwed;
  private boolean safe;
  private boolean interim;
  private boolean endsWhenAnswered;

  RequestsInFlight(ConnectionMetrics metrics) {
    this.metrics = metrics;
  }

  /** Returns how many heads have arrived. */
  long heads() {
    return heads;
  }

  /** Returns whether the next byte belongs to a body. */
  boolean bodyOwed() {
    return bodyOwed;
  }

  boolean anyUnanswered() {
    return unanswered > 0;
  }

  /**
   * Returns whether the client waits for the answer to a request that has arrived entirely and may
   * change something.
   */
  boolean awaitsOutcome() {
    return unanswered > 0 && !bodyOwed && !safe;
  }

  /** Ends the connection behind the last answer that is due. */
  void endWhenAnswered() {
    endsWhenAnswered = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      heads++;
      bodyOwed = true;
      safe = request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
      if (++unanswered > MOST) {
        ReferenceCountUtil.release(message);
        if (unanswered == MOST + 1) {
          metrics.cut(Cut.PIPELINED);
          context.close();
        }
        return;
      }
    }
    if (message instanceof LastHttpContent) {
      bodyOwed = false;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse answer) {
      interim = answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
    if (!(message instanceof LastHttpContent) || interim) {
      context.write(message, promise);
      return;
    }
    unanswered--;
    if (endsWhenAnswered && unanswered == 0) {
      context.write(message, promise.unvoid()).addListener(ChannelFutureListener.CLOSE);
    } else {
      context.write(message, promise);
    }
  }
}

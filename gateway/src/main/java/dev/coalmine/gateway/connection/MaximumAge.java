package dev.coalmine.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;

/**
 * From an age on an answer says {@code Connection: close}, and the connection ends with it. A
 * balancer that chooses a gateway for each connection then chooses anew, and a gateway that was
 * added gets its share. A stream ends its connection only when it ends itself.
 */
final class MaximumAge extends ChannelOutboundHandlerAdapter {

  private final long opened = System.nanoTime();
  private final long limit;

  /**
   * @param limit in nanoseconds
   */
  MaximumAge(long limit) {
    this.limit = limit;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (message instanceof HttpResponse answer
        && System.nanoTime() - opened >= limit
        && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      HttpUtil.setKeepAlive(answer, false);
    }
    context.write(message, promise);
  }
}

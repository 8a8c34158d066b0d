package dev.coalmine.gateway.validation;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.channel.ChannelOperations;

/**
 * Stands for the rest of a body that Netty's decoder cannot read. The decoder itself reports it as
 * the body's last piece, which would end the request to the service as if the body were complete.
 *
 * @param cause why the decoder cannot read on
 */
record UndecodableBody(Throwable cause) {

  /** Puts it in the place of the decoder's report, before Reactor Netty's queue of requests. */
  @Sharable
  static final class Detection extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        if (request.decoderResult().isFailure()) {
          // Netty's stand-in is of HTTP/1.0, and Reactor Netty would close behind the answer that
          // is still under way, without one to this request
          request.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
      } else if (message instanceof HttpContent content && content.decoderResult().isFailure()) {
        var cause = content.decoderResult().cause();
        ReferenceCountUtil.release(content);
        context.fireChannelRead(new UndecodableBody(cause));
        endWhenAnswered(context);
        return;
      }
      context.fireChannelRead(message);
    }

    /** An answer under way ends the connection itself. */
    private static void endWhenAnswered(ChannelHandlerContext context) {
      if (ChannelOperations.get(context.channel()) == null) {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }
  }
}

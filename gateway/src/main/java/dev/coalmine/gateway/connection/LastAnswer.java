package dev.coalmine.gateway.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client read the answer that ends its connection. To close while the client still sends
 * would reset the connection, and the client's kernel would drop the answer. So the gateway first
 * ends its own direction and drops what comes, for a second at most.
 */
final class LastAnswer extends ChannelInboundHandlerAdapter {

  static final long LINGER_MS = 1_000;

  private @Nullable Future<?> end;

  private LastAnswer() {}

  /**
   * @param answer the writing of the answer to the channel
   */
  static void begin(Channel channel, ChannelFuture answer) {
    channel.pipeline().addFirst(new LastAnswer());
    channel.config().setAutoRead(true);
    answer.addListener(
        (ChannelFutureListener)
            done -> {
              if (done.isSuccess()) {
                ((DuplexChannel) channel).shutdownOutput();
              } else {
                channel.close();
              }
            });
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    end = context.executor().schedule(() -> context.close(), LINGER_MS, TimeUnit.MILLISECONDS);
  }

  /** The pipeline of a closed connection removes its handlers. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (end != null) {
      end.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    // what was read is dropped, so there is nothing for the handlers behind
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      context.close();
    }
  }
}

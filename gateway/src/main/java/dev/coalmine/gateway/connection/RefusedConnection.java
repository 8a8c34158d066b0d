package dev.coalmine.gateway.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the handlers of a connection that is one too many, so that none of them takes part.
 * The first bytes are answered with 503, whatever they are; without any the connection ends after a
 * second. Only so many connections are answered at a time, and the others are closed at once.
 */
final class RefusedConnection extends ChannelInboundHandlerAdapter {

  /** Refused connections that may wait for their answer. */
  static final int MOST_ANSWERED = 256;

  private final ByteBuf answer;
  private final AtomicInteger answering;
  private boolean answered;
  private @Nullable Future<?> end;

  /**
   * @param answer the bytes of a whole answer that ends the connection; not released
   * @param answering how many refused connections are open
   */
  RefusedConnection(byte[] answer, AtomicInteger answering) {
    this.answer = Unpooled.wrappedBuffer(answer);
    this.answering = answering;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.channel().closeFuture().addListener(_ -> answering.decrementAndGet());
    if (answering.incrementAndGet() > MOST_ANSWERED) {
      context.close();
      return;
    }
    end =
        context
            .executor()
            .schedule(() -> context.close(), LastAnswer.LINGER_MS, TimeUnit.MILLISECONDS);
    context.read();
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
    if (!answered) {
      answered = true;
      LastAnswer.begin(context.channel(), context.writeAndFlush(answer));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    // the handlers behind take no part
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    // the handlers behind take no part
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // the client has left
  }
}

package dev.coalmine.gateway.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;

/**
 * Says what the end of a client's direction means. A client that has sent a whole request which may
 * change something is answered, and the connection ends behind the answer. In every other state the
 * client has left: it cannot be told from one that still reads, and to go on for it would keep a
 * stream open for ever.
 */
final class HalfClosure extends ChannelInboundHandlerAdapter {

  private final RequestsInFlight requests;

  /**
   * @param requests of the same connection
   */
  HalfClosure(RequestsInFlight requests) {
    this.requests = requests;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      if (requests.awaitsOutcome()) {
        requests.endWhenAnswered();
      } else {
        context.close();
      }
    } else if (!(event instanceof ChannelInputShutdownReadComplete)) {
      context.fireUserEventTriggered(event);
    }
  }
}

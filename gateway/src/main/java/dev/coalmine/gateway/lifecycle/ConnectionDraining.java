package dev.coalmine.gateway.lifecycle;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * While readiness is off, every answer says {@code Connection: close} and its connection ends with
 * it. A client's next request then opens a connection, and a balancer leads that one to a gateway
 * that stays. A connection without a request during the whole drain is closed when the server stops
 * accepting: the less a connection was used, the less likely a request is on its way over it.
 */
@Component
@ChannelHandler.Sharable
class ConnectionDraining extends ChannelOutboundHandlerAdapter {

  private static final String NAME = "coalmine.connection-draining";

  private volatile boolean draining;

  @EventListener
  void readinessChanged(AvailabilityChangeEvent<ReadinessState> event) {
    draining = event.getState() == ReadinessState.REFUSING_TRAFFIC;
  }

  /** Between the application and Netty's own handler, which closes what an answer says ends. */
  HttpServer applyTo(HttpServer server) {
    return server.doOnChannelInit(
        (_, channel, _) -> channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, this));
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (draining && message instanceof HttpResponse answer && isFinal(answer)) {
      HttpUtil.setKeepAlive(answer, false);
    }
    context.write(message, promise);
  }

  private static boolean isFinal(HttpResponse answer) {
    return answer.status().codeClass() != HttpStatusClass.INFORMATIONAL;
  }
}

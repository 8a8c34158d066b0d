package dev.coalmine.gateway.connection;

import dev.coalmine.gateway.connection.ConnectionLimit.Refusal;
import dev.coalmine.gateway.proxy.TrustedProxies;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Puts the handlers of this package into each connection of the public port. The management port
 * has none of them, so probes are answered while the public port is full.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

  /** Above the higher mark of bytes that wait to be written, the service is made to wait. */
  private static final WriteBufferWaterMark WRITE_BUFFER =
      new WriteBufferWaterMark(16 * 1024, 64 * 1024);

  private static final int JITTER = 10;

  @Bean
  ConnectionLimit connectionLimit(ConnectionSettings settings) {
    return new ConnectionLimit(settings.max(), settings.perAddress());
  }

  @Bean
  NettyServerCustomizer limitConnections(
      ConnectionSettings settings,
      ConnectionLimit limit,
      TrustedProxies proxies,
      MeterRegistry meters) {
    return new Connections(settings, limit, proxies, new ConnectionMetrics(meters, limit));
  }

  private record Connections(
      ConnectionSettings settings,
      ConnectionLimit limit,
      TrustedProxies proxies,
      ConnectionMetrics metrics,
      AtomicInteger refused)
      implements NettyServerCustomizer {

    Connections(
        ConnectionSettings settings,
        ConnectionLimit limit,
        TrustedProxies proxies,
        ConnectionMetrics metrics) {
      this(settings, limit, proxies, metrics, new AtomicInteger());
    }

    @Override
    public HttpServer apply(HttpServer server) {
      return server
          .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
          .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
          .childOption(ChannelOption.SO_SNDBUF, (int) settings.sendBuffer().toBytes())
          .doOnChannelInit((_, channel, _) -> opened(channel));
    }

    private void opened(Channel channel) {
      var address = address(channel);
      var refusal = limit.admit(address);
      if (refusal != null) {
        refuse(channel, refusal);
        return;
      }
      channel.closeFuture().addListener(_ -> limit.release(address));
      var requests = new RequestsInFlight(metrics);
      channel
          .pipeline()
          .addBefore(
              NettyPipeline.HttpCodec,
              "coalmine.unread-answer",
              new UnreadAnswer(settings.unread(), metrics))
          .addBefore(NettyPipeline.HttpCodec, "coalmine.half-closure", new HalfClosure(requests))
          .addBefore(
              NettyPipeline.HttpCodec,
              "coalmine.head-time",
              new HeadTime(requests, settings.headTime(), metrics))
          .addAfter(NettyPipeline.HttpCodec, "coalmine.requests-in-flight", requests)
          .addBefore(NettyPipeline.ReactiveBridge, "coalmine.maximum-age", new MaximumAge(age()));
    }

    private void refuse(Channel channel, Refusal reason) {
      metrics.refused(reason);
      channel
          .pipeline()
          .addFirst("coalmine.refused", new RefusedConnection(TooManyConnections.ANSWER, refused));
    }

    /** Returns nothing for a trusted proxy, because its connections are those of many clients. */
    private @Nullable AddressKey address(Channel channel) {
      return channel.remoteAddress() instanceof InetSocketAddress peer && !proxies.trusts(peer)
          ? AddressKey.of(peer.getAddress())
          : null;
    }

    private long age() {
      long limit = settings.maxAge().toNanos();
      return limit - ThreadLocalRandom.current().nextLong(limit / JITTER + 1);
    }
  }
}

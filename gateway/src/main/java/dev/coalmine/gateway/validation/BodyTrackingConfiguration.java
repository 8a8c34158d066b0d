package dev.coalmine.gateway.validation;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/** Puts the two handlers that follow bodies into each connection of the public port. */
@Configuration(proxyBeanMethods = false)
class BodyTrackingConfiguration {

  @Bean
  NettyServerCustomizer followBodies(BodySettings settings) {
    var detection = new UndecodableBody.Detection();
    return server ->
        server.doOnChannelInit(
            (_, channel, _) ->
                channel
                    .pipeline()
                    .addAfter(NettyPipeline.HttpCodec, "coalmine.undecodable-body", detection)
                    .addBefore(
                        NettyPipeline.ReactiveBridge,
                        "coalmine.body-tracking",
                        new BodyTracking(settings)));
  }
}

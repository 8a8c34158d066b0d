package dev.coalmine.gateway.lifecycle;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Both servers drain. The component scan finds this for the public one; the management server has a
 * context of its own, which finds it by the file {@code META-INF/spring/…
 * ManagementContextConfiguration.imports}.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
class ConnectionDrainingConfiguration {

  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> drainingServer(
      ConnectionDraining draining) {
    return factory -> factory.addServerCustomizers(draining::applyTo);
  }
}

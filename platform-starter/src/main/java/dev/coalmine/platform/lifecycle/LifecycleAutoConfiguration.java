package dev.coalmine.platform.lifecycle;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
class LifecycleAutoConfiguration {

  /**
   * @param drain how long to go on serving after saying goodbye; on a cluster more than the
   *     registry's fetch interval and the endpoints' propagation together
   */
  @Bean
  GracefulShutdown gracefulShutdown(@Value("${coalmine.lifecycle.drain:5s}") Duration drain) {
    return new GracefulShutdown(drain);
  }

  @Bean
  ConnectionDraining connectionDraining() {
    return new ConnectionDraining();
  }
}

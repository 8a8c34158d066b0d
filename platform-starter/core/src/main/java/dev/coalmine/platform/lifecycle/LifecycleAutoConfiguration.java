package dev.coalmine.platform.lifecycle;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The drain is a step of a graceful shutdown: a process that stops at once has none. */
@AutoConfiguration
@ConditionalOnProperty(name = "server.shutdown", havingValue = "graceful", matchIfMissing = true)
class LifecycleAutoConfiguration {

  /**
   * @param drain how long the process goes on serving after its readiness is off; on a cluster more
   *     than the registry's fetch interval and the endpoints' propagation together
   */
  @Bean
  GracefulShutdown gracefulShutdown(@Value("${coalmine.lifecycle.drain:5s}") Duration drain) {
    return new GracefulShutdown(drain);
  }
}

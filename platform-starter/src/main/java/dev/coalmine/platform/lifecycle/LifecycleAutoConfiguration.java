package dev.coalmine.platform.lifecycle;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
class LifecycleAutoConfiguration {

  /**
   * @param drain how long to go on serving after saying goodbye; on a cluster more than the
   *     registry's fetch interval and the endpoints' propagation together
   */
  @Bean
  Departure departure(
      ApplicationEventPublisher events,
      ObjectProvider<ServiceRegistry<Registration>> registry,
      ObjectProvider<Registration> registration,
      @Value("${coalmine.lifecycle.drain:5s}") Duration drain) {
    return new Departure(events, registry.getIfAvailable(), registration.getIfAvailable(), drain);
  }
}

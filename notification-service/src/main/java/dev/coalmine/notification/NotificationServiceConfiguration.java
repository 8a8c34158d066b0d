package dev.coalmine.notification;

import dev.coalmine.platform.identity.AccessRules;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotificationServiceConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  AccessRules accessRules() {
    return requests ->
        requests
            .dispatcherTypeMatchers(DispatcherType.ASYNC) // of a request that was let in
            .permitAll()
            .requestMatchers(AccessRules.reads("/api/notifications/**"))
            .hasAuthority("SCOPE_notifications:read");
  }
}

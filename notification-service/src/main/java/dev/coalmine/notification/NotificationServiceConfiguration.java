package dev.coalmine.notification;

import dev.coalmine.platform.identity.AccessRules;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
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
            .requestMatchers(NotificationServiceConfiguration::isEndOfAStream)
            .permitAll()
            .requestMatchers(AccessRules.reads("/api/notifications/**"))
            .hasAuthority("SCOPE_notifications:read");
  }

  /**
   * Tomcat shows its error page to a reader who has left. Refused, the request would be neither
   * ended nor recycled in good order.
   */
  private static boolean isEndOfAStream(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
        && "/api/notifications/stream"
            .equals(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
  }
}

package dev.coalmine.order.web;

import dev.coalmine.platform.identity.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Which scope a request needs. */
@Configuration(proxyBeanMethods = false)
class AccessRulesConfiguration {

  @Bean
  AccessRules accessRules() {
    return requests -> {
      requests.requestMatchers(AccessRules.reads("/api/products/**")).permitAll();
      requests
          .requestMatchers(HttpMethod.PUT, "/api/products/*")
          .hasAuthority("SCOPE_catalogue:write");
      requests
          .requestMatchers(AccessRules.reads("/api/orders/**"))
          .hasAuthority("SCOPE_orders:read");
      requests
          .requestMatchers(HttpMethod.POST, "/api/orders/**")
          .hasAuthority("SCOPE_orders:write");
    };
  }
}

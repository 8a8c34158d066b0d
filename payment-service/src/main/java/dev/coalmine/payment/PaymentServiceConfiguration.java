package dev.coalmine.payment;

import dev.coalmine.platform.identity.AccessRules;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

@Configuration(proxyBeanMethods = false)
class PaymentServiceConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The acquirer has no token; it signs its webhooks. */
  @Bean
  AccessRules accessRules() {
    return requests -> requests.requestMatchers(HttpMethod.POST, "/webhooks/acquirer").permitAll();
  }
}

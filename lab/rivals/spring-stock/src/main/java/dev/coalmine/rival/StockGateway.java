package dev.coalmine.rival;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.cloud.gateway.filter.ratelimit.PrincipalNameKeyResolver;
import org.springframework.context.annotation.Bean;

/**
 * Spring Cloud Gateway as its documentation puts it together: Redis limiter, circuit breaker and
 * resource server, all with their defaults.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class StockGateway {

  public static void main(String[] arguments) {
    SpringApplication.run(StockGateway.class, arguments);
  }

  @Bean
  KeyResolver byPrincipal() {
    return new PrincipalNameKeyResolver();
  }
}

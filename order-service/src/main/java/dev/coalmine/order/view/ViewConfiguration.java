package dev.coalmine.order.view;

import dev.coalmine.order.catalogue.Products;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ViewSettings.class)
class ViewConfiguration {

  @Bean
  Redis redis(
      @Value("${spring.data.redis.host}") String host,
      @Value("${spring.data.redis.port}") int port,
      ViewSettings settings,
      MeterRegistry meters) {
    return new Redis(host, port, settings, meters);
  }

  @Bean
  ViewCache viewCache(Redis redis, ViewSettings settings, MeterRegistry meters) {
    return new ViewCache(redis, settings, meters);
  }

  @Bean
  Views views(ViewCache cache, Products products, OrderViews orders, JsonMapper json) {
    return new Views(cache, products, orders, json);
  }
}

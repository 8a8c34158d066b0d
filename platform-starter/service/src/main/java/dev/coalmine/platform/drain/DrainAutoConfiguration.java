package dev.coalmine.platform.drain;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@ConditionalOnWebApplication(type = Type.SERVLET)
class DrainAutoConfiguration {

  @Bean
  ConnectionDraining connectionDraining() {
    return new ConnectionDraining();
  }
}

package dev.coalmine.platform.drain;

import dev.coalmine.platform.lifecycle.GracefulShutdown;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;

@AutoConfiguration(afterName = "dev.coalmine.platform.lifecycle.LifecycleAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBean(GracefulShutdown.class)
class DrainAutoConfiguration {

  @Bean
  ConnectionDraining connectionDraining() {
    return new ConnectionDraining();
  }
}

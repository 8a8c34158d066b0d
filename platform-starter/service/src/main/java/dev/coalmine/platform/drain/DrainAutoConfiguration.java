package dev.coalmine.platform.drain;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
class DrainAutoConfiguration {

  @Bean
  ConnectionDraining connectionDraining() {
    return new ConnectionDraining();
  }
}

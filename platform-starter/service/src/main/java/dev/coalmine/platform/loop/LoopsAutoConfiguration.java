package dev.coalmine.platform.loop;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
class LoopsAutoConfiguration {

  @Bean
  SupervisedLoops supervisedLoops(MeterRegistry meters, ConfigurableListableBeanFactory beans) {
    return new SupervisedLoops(meters, beans::registerSingleton);
  }

  @Bean
  HealthIndicator loopsHealthIndicator(SupervisedLoops loops) {
    return new LoopsHealth(loops);
  }
}

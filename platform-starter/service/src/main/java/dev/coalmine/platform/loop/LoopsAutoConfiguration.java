package dev.coalmine.platform.loop;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
class LoopsAutoConfiguration {

  @Bean
  SupervisedLoops supervisedLoops(MeterRegistry meters) {
    return new SupervisedLoops(meters);
  }

  @Bean
  HealthIndicator loopsHealthIndicator(SupervisedLoops loops) {
    return new LoopsHealth(loops);
  }
}

package dev.coalmine.platform.event;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties({EventsSettings.class, KafkaProperties.class})
class EventsAutoConfiguration {

  @Bean
  Topics topics(KafkaProperties kafka, EventsSettings settings) {
    return new Topics(kafka.buildAdminProperties(), settings);
  }
}

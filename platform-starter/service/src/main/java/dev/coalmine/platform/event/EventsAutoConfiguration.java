package dev.coalmine.platform.event;

import dev.coalmine.platform.loop.SupervisedLoops;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaOperations;

@AutoConfiguration(after = KafkaAutoConfiguration.class)
@ConditionalOnBean(KafkaOperations.class)
@EnableConfigurationProperties({EventsSettings.class, KafkaProperties.class})
class EventsAutoConfiguration {

  @Bean
  Topics topics(KafkaProperties kafka, EventsSettings settings, SupervisedLoops loops) {
    return new Topics(kafka.buildAdminProperties(), settings, loops);
  }
}

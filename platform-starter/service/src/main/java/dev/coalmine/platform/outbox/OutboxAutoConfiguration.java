package dev.coalmine.platform.outbox;

import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.event.Topics;
import dev.coalmine.platform.loop.SupervisedLoops;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(after = {KafkaAutoConfiguration.class, JdbcTemplateAutoConfiguration.class})
@ConditionalOnBean({KafkaOperations.class, JdbcTemplate.class})
@EnableConfigurationProperties(OutboxSettings.class)
class OutboxAutoConfiguration {

  @Bean
  Outbox outbox(JdbcTemplate jdbc, JsonMapper json, Tracer tracer, OutboxRelay relay) {
    return new Outbox(jdbc, json, tracer, relay::wake);
  }

  @Bean
  OutboxStore outboxStore(
      JdbcTemplate jdbc, @Value("${spring.application.name}") String application) {
    return new OutboxStore(jdbc, "/" + application);
  }

  @Bean
  OutboxRelay outboxRelay(
      OutboxStore store,
      Topics topics,
      KafkaOperations<String, byte[]> kafka,
      PlatformTransactionManager transactions,
      ObjectProvider<PublicationListener> listeners,
      OutboxSettings settings,
      EventsSettings events,
      MeterRegistry meters,
      SupervisedLoops loops) {
    return new OutboxRelay(
        store,
        topics,
        kafka,
        new TransactionTemplate(transactions),
        listeners.orderedStream().toList(),
        settings,
        events.enabled(),
        Clock.systemUTC(),
        meters,
        loops);
  }

  @Bean
  OutboxEndpoint outboxEndpoint(OutboxStore store, OutboxRelay relay) {
    return new OutboxEndpoint(store, relay);
  }

  @Bean
  MeterBinder outboxBacklog(OutboxStore store) {
    return meters -> {
      Gauge.builder("outbox.pending", store, s -> s.backlog().pending())
          .description("Events decided and not yet published")
          .register(meters);
      Gauge.builder("outbox.oldest.age", store, s -> s.backlog().oldestAgeSeconds())
          .baseUnit("seconds")
          .description("How long the oldest of them has waited")
          .register(meters);
    };
  }
}

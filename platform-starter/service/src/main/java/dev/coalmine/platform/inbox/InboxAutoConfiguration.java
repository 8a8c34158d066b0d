package dev.coalmine.platform.inbox;

import dev.coalmine.platform.event.EventsSettings;
import dev.coalmine.platform.event.Topics;
import dev.coalmine.platform.loop.SupervisedLoops;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(after = {KafkaAutoConfiguration.class, JdbcTemplateAutoConfiguration.class})
@ConditionalOnBean({KafkaOperations.class, JdbcTemplate.class, Subscription.class})
class InboxAutoConfiguration {

  @Bean
  Inbox inbox(JdbcTemplate jdbc) {
    return new Inbox(jdbc);
  }

  @Bean
  Consumers consumers(
      List<Subscription> subscriptions,
      Inbox inbox,
      KafkaOperations<String, byte[]> kafka,
      ConsumerFactory<String, byte[]> factory,
      PlatformTransactionManager transactions,
      JsonMapper json,
      Tracer tracer,
      Propagator propagator,
      MeterRegistry meters,
      Topics topics,
      EventsSettings settings,
      SupervisedLoops loops,
      @Value("${spring.application.name}") String consumer) {
    var deadLetters = new DeadLetters(kafka, consumer);
    var processors = new ArrayList<EventProcessor>();
    var consumers = new ArrayList<TopicConsumer>();
    for (var subscription : subscriptions) {
      var processor =
          new EventProcessor(
              subscription,
              inbox,
              deadLetters,
              new TransactionTemplate(transactions),
              json,
              tracer,
              propagator,
              meters);
      processors.add(processor);
      consumers.add(
          new TopicConsumer(subscription, processor, factory, topics, consumer, settings, meters));
    }
    return new Consumers(consumers, processors, topics, settings, loops);
  }

  @Bean
  InboxEndpoint inboxEndpoint(Inbox inbox) {
    return new InboxEndpoint(inbox);
  }

  @Bean
  MeterBinder parkedEvents(Inbox inbox) {
    return meters ->
        Gauge.builder("inbox.parked", inbox, Inbox::countParked)
            .description("Events that wait for a predecessor")
            .register(meters);
  }
}

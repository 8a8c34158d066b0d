package dev.coalmine.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.platform.event.Topics;
import dev.coalmine.platform.identity.AccessRules;
import dev.coalmine.platform.issuer.SigningKeys;
import dev.coalmine.platform.lifecycle.GracefulShutdown;
import dev.coalmine.platform.loop.SupervisedLoops;
import dev.coalmine.platform.outbox.Outbox;
import dev.coalmine.platform.transaction.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * A service gets of the starter what it has the libraries and servers for, and starts without the
 * rest.
 */
class FeaturesTests {

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withInitializer(FeaturesTests::readDurations)
          .withPropertyValues("spring.application.name=bird", "coalmine.events.enabled=false")
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Tracer.class, () -> Tracer.NOOP)
          .withBean(Propagator.class, () -> Propagator.NOOP)
          .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
          .withConfiguration(AutoConfigurations.of(ours()));

  private final WebApplicationContextRunner web =
      new WebApplicationContextRunner()
          .withPropertyValues("spring.application.name=bird", "coalmine.events.enabled=false")
          .withInitializer(FeaturesTests::readDurations)
          .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
          .withBean(Tracer.class, () -> Tracer.NOOP)
          .withBean(Propagator.class, () -> Propagator.NOOP)
          .withBean(AccessRules.class, () -> _ -> {})
          .withUserConfiguration(Security.class)
          .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
          .withConfiguration(AutoConfigurations.of(ours()));

  @Configuration
  @EnableWebSecurity
  static class Security {}

  private static void readDurations(ConfigurableApplicationContext context) {
    context.getBeanFactory().setConversionService(new ApplicationConversionService());
  }

  private static Class<?>[] ours() {
    var loader = FeaturesTests.class.getClassLoader();
    return ImportCandidates.load(AutoConfiguration.class, loader).getCandidates().stream()
        .filter(name -> name.startsWith("dev.coalmine."))
        .map(FeaturesTests::type)
        .toArray(Class[]::new);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutServersThereAreNoEvents() {
    application.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .hasSingleBean(SupervisedLoops.class)
                .doesNotHaveBean(Topics.class)
                .doesNotHaveBean(Outbox.class)
                .doesNotHaveBean(Transactions.class));
  }

  @Test
  void withADatabaseThereAreTransactions() {
    withDatabase()
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(Transactions.class)
                    .doesNotHaveBean(Outbox.class));
  }

  @Test
  void withADatabaseAndABrokerThereIsAnOutboxAndWithoutSubscriptionsNoInbox() {
    withDatabase()
        .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(Outbox.class);
              assertThat(context.getBeanDefinitionNames())
                  .contains("outboxRelay")
                  .doesNotContain("consumers");
            });
  }

  @Test
  void withoutCallersThereAreNoKeysOfAnIssuer() {
    application.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .hasSingleBean(GracefulShutdown.class)
                .doesNotHaveBean(SigningKeys.class));
  }

  @Test
  void withCallersTokensAreVerifiedAndConnectionsDrained() {
    web.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .hasSingleBean(SigningKeys.class)
                .hasSingleBean(JwtDecoder.class)
                .hasBean("connectionDraining"));
  }

  @Test
  void withoutTheLibraryOfTokensThereIsNoIdentity() {
    web.withClassLoader(new FilteredClassLoader("com.nimbusds"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(SigningKeys.class)
                    .doesNotHaveBean(JwtDecoder.class));
  }

  @Test
  void aServiceThatStopsAtOnceDrainsNothing() {
    web.withPropertyValues("server.shutdown=immediate")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(GracefulShutdown.class)
                    .doesNotHaveBean("connectionDraining"));
  }

  private ApplicationContextRunner withDatabase() {
    return application
        .withPropertyValues("spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none")
        .withConfiguration(
            AutoConfigurations.of(
                DataSourceAutoConfiguration.class,
                DataSourceTransactionManagerAutoConfiguration.class,
                JdbcTemplateAutoConfiguration.class));
  }
}

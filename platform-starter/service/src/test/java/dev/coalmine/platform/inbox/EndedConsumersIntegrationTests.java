package dev.coalmine.platform.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.KafkaServer;
import dev.coalmine.lab.servers.TestServers;
import dev.coalmine.platform.TestService;
import dev.coalmine.platform.TestService.Accidents;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.EventHeaders;
import dev.coalmine.platform.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** What ends Spring's listener containers does not end ours. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(
    classes = TestService.class,
    initializers = EndedConsumersIntegrationTests.StrictBroker.class)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext // nothing else may find a service whose broker is gone
class EndedConsumersIntegrationTests {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path directory;
  private static KafkaServer broker;

  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired JdbcTemplate jdbc;
  @Autowired Accidents accidents;
  @Autowired MeterRegistry meters;
  @Autowired HealthEndpoint health;

  private final String canary = Ids.text(Ids.next());

  /** Permits everything to everyone, until a test refuses it. */
  static class StrictBroker extends TestService.Servers {

    @Override
    protected String kafka() {
      broker =
          TestServers.ownKafka(
              directory,
              0,
              Map.of(
                  "authorizer.class.name",
                  "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                  "allow.everyone.if.no.acl.found",
                  true));
      return broker.bootstrapServers();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  enum Refused {
    TOPIC(ResourceType.TOPIC, TestService.TOPIC),
    GROUP(ResourceType.GROUP, "canary");

    private final ResourcePattern resource;

    Refused(ResourceType type, String name) {
      resource = new ResourcePattern(type, name, PatternType.LITERAL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void consumesAgainWhenTheBrokerPermitsIt(Refused refused, CapturedOutput output)
      throws Exception {
    send(fed(1));
    eventuallyEaten(1);
    int before = output.length();

    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var denial = new AclBinding(refused.resource, denial());
      admin.createAcls(List.of(denial)).all().get();
      await()
          .atMost(LONG)
          .until(() -> output.toString().substring(before).contains("Authorization Exception"));
      assertThat(health.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);
      admin.deleteAcls(List.of(denial.toFilter())).all().get();
    }

    await().atMost(LONG).ignoreExceptions().until(this::sent);
    eventuallyEaten(2);
  }

  @Test
  void consumesAgainAfterAnErrorAndLosesNothing() {
    accidents.plant(canary, new NoClassDefFoundError("a test"));
    send(fed(1));
    send(fed(2));
    await().atMost(LONG).until(() -> restarts() >= 2);
    assertThat(health.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);
    assertThat(eaten()).isEmpty();

    accidents.remove(canary);

    eventuallyEaten(2);
    assertThat(eaten()).containsExactly(1L, 2L);
    await().atMost(LONG).until(() -> gauge("inbox.partitions") == 4);
    assertThat(gauge("inbox.consumers")).isEqualTo(4);
  }

  /** An alert on a figure that vanishes with the consumer would never speak. */
  @Test
  void saysThatNothingIsConsumedForAsLongAsItIsTrue() {
    await().atMost(LONG).until(() -> gauge("inbox.partitions") == 4);
    accidents.plant(canary, new NoClassDefFoundError("a test"));
    send(fed(1));

    await().atMost(LONG).until(() -> gauge("inbox.partitions") == 0);

    accidents.remove(canary);
    await().atMost(LONG).until(() -> gauge("inbox.partitions") == 4);
  }

  private static AccessControlEntry denial() {
    return new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.DENY);
  }

  private boolean sent() {
    send(fed(2));
    return true;
  }

  private Event fed(long sequence) {
    return new Event(
        Ids.text(Ids.next()),
        "/test",
        "canary.fed.v1",
        canary,
        sequence,
        Instant.now(),
        "{\"grain\":\"millet\"}".getBytes(UTF_8),
        null);
  }

  private void send(Event event) {
    kafka.send(EventHeaders.toRecord(TestService.TOPIC, event)).join();
  }

  private List<Long> eaten() {
    return jdbc.queryForList("select sequence from meal where key = ?", Long.class, canary);
  }

  private void eventuallyEaten(int meals) {
    await().atMost(LONG).until(() -> eaten().size() >= meals);
  }

  private double restarts() {
    return meters.counter("inbox.restarts", "topic", TestService.TOPIC).count();
  }

  private double gauge(String name) {
    return meters.get(name).tag("topic", TestService.TOPIC).gauge().value();
  }
}

package dev.coalmine.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.RawConnection;
import dev.coalmine.platform.TestService;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;

/** What callers and the registry learn while a service leaves. */
class GracefulShutdownIntegrationTests {

  private static final String CLOSE = "\r\nconnection: close\r\n";
  private static final String MEAL = "{\"grain\":\"oats\"}";

  private StubRegistry registry;
  private ConfigurableApplicationContext service;
  private int port;

  @BeforeEach
  void start() throws IOException {
    registry = new StubRegistry();
    service =
        new SpringApplicationBuilder(TestService.class)
            .initializers(new TestService.Servers(), this::settings)
            .run();
    port = service.getEnvironment().getRequiredProperty("local.server.port", int.class);
  }

  private void settings(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "server.port=0",
            "coalmine.lifecycle.drain=6s",
            "coalmine.identity.issuer=http://127.0.0.1:1",
            "eureka.client.enabled=true",
            "eureka.client.service-url.defaultZone=" + registry.url())
        .applyTo(context);
  }

  @AfterEach
  void stop() {
    service.close();
    registry.close();
  }

  @Test
  void everyAnswerOfADrainingServiceEndsItsConnection() throws Exception {
    try (var kept = new RawConnection(port);
        var underWay = new RawConnection(port)) {
      assertThat(kept.get("/actuator/health/liveness"))
          .startsWith("http/1.1 200")
          .doesNotContain(CLOSE);
      assertThat(kept.get("/nowhere")).startsWith("http/1.1 401").doesNotContain(CLOSE);
      underWay.send(meal("Content-Length: " + MEAL.length()));
      underWay.send(MEAL);
      assertThat(underWay.answer()).startsWith("http/1.1 200").doesNotContain(CLOSE);
      underWay.send(meal("Content-Length: " + MEAL.length(), "Expect: 100-continue"));
      assertThat(underWay.interim()).as("it waits for the body").startsWith("http/1.1 100");

      var leaving = Thread.ofVirtual().start(service::close);
      await().until(() -> drains(ask("/actuator/health/readiness")));
      underWay.send(MEAL);

      assertThat(underWay.answer()).startsWith("http/1.1 200").contains(CLOSE);
      assertThat(underWay.ends()).isTrue();
      assertThat(kept.get("/actuator/prometheus")).startsWith("http/1.1 200").contains(CLOSE);
      assertThat(kept.ends()).isTrue();
      assertThat(ask("/nowhere")).startsWith("http/1.1 401").contains(CLOSE);
      assertThat(ask("/meals")).startsWith("http/1.1 405").contains(CLOSE);
      assertThat(leaving.isAlive()).as("the service still drains").isTrue();
      leaving.join();
    }
  }

  @Test
  void anIdleConnectionEndsBeforeTheProcessDoes() throws Exception {
    try (var idle = new RawConnection(port);
        var unused = new RawConnection(port)) {
      idle.get("/actuator/health/liveness");

      var leaving = Thread.ofVirtual().start(service::close);

      assertThat(idle.ends()).isTrue();
      assertThat(unused.ends()).isTrue();
      assertThat(leaving.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void theRegistryIsToldByTheRegistrationAndByNothingThatOutlivesIt() throws Exception {
    await().until(() -> registered("UP"));

    var leaving = Thread.ofVirtual().start(service::close);

    await().until(() -> registered("DOWN"));
    assertThat(ask("/actuator/health/liveness")).as("it still serves").startsWith("http/1.1 200");
    leaving.join();
    assertThat(registry.told).noneMatch(told -> told.uri().contains("/status"));
    assertThat(registry.told.getLast().method()).isEqualTo("DELETE");
  }

  /** The state is known to its probe a moment before it is to those that act on it. */
  private static boolean drains(String readiness) {
    return readiness.startsWith("http/1.1 503") && readiness.contains(CLOSE);
  }

  private boolean registered(String status) {
    return registry.told.stream()
        .anyMatch(
            told ->
                told.method().equals("POST")
                    && told.body().contains("\"status\":\"" + status + "\""));
  }

  private static String meal(String... headers) {
    return "POST /meals HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  private String ask(String path) throws IOException {
    try (var connection = new RawConnection(port)) {
      return connection.get(path);
    }
  }
}

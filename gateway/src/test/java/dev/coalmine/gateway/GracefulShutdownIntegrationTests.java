package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Sinks;

/** Connections that clients keep, while a gateway leaves. */
class GracefulShutdownIntegrationTests {

  private static final String CLOSE = "\r\nconnection: close\r\n";

  private final Backend orders = new Backend();
  private ConfigurableApplicationContext gateway;
  private int port;
  private int management;

  @BeforeEach
  void start() {
    gateway =
        new SpringApplicationBuilder(GatewayApplication.class)
            .initializers(GracefulShutdownIntegrationTests::ownEventLoops)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--eureka.client.enabled=false",
                "--coalmine.identity.issuer=http://127.0.0.1:1",
                "--coalmine.lifecycle.drain=6s",
                "--coalmine.time-limits.browse=15s", // longer than the drain
                "--spring.cloud.discovery.client.simple.instances.order-service[0].uri="
                    + orders.url());
    port = gateway.getEnvironment().getRequiredProperty("local.server.port", int.class);
    management = gateway.getEnvironment().getRequiredProperty("local.management.port", int.class);
  }

  /** The usual ones are those of the whole JVM, and end with the gateway. */
  static void ownEventLoops(ConfigurableApplicationContext context) {
    ((GenericApplicationContext) context)
        .registerBean(
            ReactorResourceFactory.class,
            () -> {
              var resources = new ReactorResourceFactory();
              resources.setUseGlobalResources(false);
              return resources;
            });
  }

  @AfterEach
  void stop() {
    gateway.close();
    orders.kill();
  }

  @Test
  void everyAnswerOfADrainingGatewayEndsItsConnection() throws Exception {
    var answered = Sinks.<String>one();
    try (var kept = new RawConnection(port);
        var underWay = new RawConnection(port);
        var scraper = new RawConnection(management)) {
      assertThat(kept.get("/api/products")).startsWith("http/1.1 200").doesNotContain(CLOSE);
      assertThat(kept.get("/nowhere")).startsWith("http/1.1 404").doesNotContain(CLOSE);
      assertThat(scraper.get("/actuator/prometheus")).doesNotContain(CLOSE);
      orders.behaves((_, response) -> response.sendString(answered.asMono()));
      underWay.ask("/api/products?under=way");
      await().until(() -> orders.asked.size() == 2);

      var leaving = Thread.ofVirtual().start(gateway::close);
      await().until(() -> drains(statusOfReadiness()));
      answered.tryEmitValue("{}");

      assertThat(underWay.answer()).startsWith("http/1.1 200").contains(CLOSE);
      assertThat(underWay.ends()).isTrue();
      orders.behaves(Backend::ok);
      assertThat(kept.get("/api/products")).startsWith("http/1.1 200").contains(CLOSE);
      assertThat(kept.ends()).isTrue();
      assertThat(ask(port, "/nowhere")).startsWith("http/1.1 404").contains(CLOSE);
      assertThat(ask(port, "/api/orders")).startsWith("http/1.1 401").contains(CLOSE);
      assertThat(scraper.get("/actuator/prometheus")).startsWith("http/1.1 200").contains(CLOSE);
      assertThat(scraper.ends()).isTrue();
      assertThat(leaving.isAlive()).as("the gateway still drains").isTrue();
      leaving.join();
    }
  }

  @Test
  void anIdleConnectionEndsBeforeTheProcessDoes() throws Exception {
    try (var idle = new RawConnection(port);
        var unused = new RawConnection(port)) {
      idle.get("/api/products");

      var leaving = Thread.ofVirtual().start(gateway::close);

      assertThat(idle.ends()).isTrue();
      assertThat(unused.ends()).isTrue();
      assertThat(leaving.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void aRequestDuringTheWholeDrainIsAnswered() throws Exception {
    var answered = Sinks.<String>one();
    try (var underWay = new RawConnection(port);
        var idle = new RawConnection(port)) {
      orders.behaves((_, response) -> response.sendString(answered.asMono()));
      underWay.ask("/api/products");
      await().until(() -> orders.asked.size() == 1);

      var leaving = Thread.ofVirtual().start(gateway::close);
      assertThat(idle.ends()).as("the drain is over").isTrue();
      answered.tryEmitValue("{}");

      assertThat(underWay.answer()).startsWith("http/1.1 200").contains(CLOSE);
      leaving.join();
    }
  }

  /** The state is known to its probe a moment before it is to those that act on it. */
  private static boolean drains(String readiness) {
    return readiness.startsWith("http/1.1 503") && readiness.contains(CLOSE);
  }

  private String statusOfReadiness() throws IOException {
    return ask(management, "/actuator/health/readiness");
  }

  private static String ask(int port, String path) throws IOException {
    try (var connection = new RawConnection(port)) {
      return connection.get(path);
    }
  }
}

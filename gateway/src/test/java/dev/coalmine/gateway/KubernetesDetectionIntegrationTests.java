package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.RawConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.context.reactive.StandardReactiveWebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * On Kubernetes, which Spring Boot detects by two variables, its own default is to believe what
 * every client says about its address. Nothing of the gateway does.
 */
@ExtendWith(OutputCaptureExtension.class)
class KubernetesDetectionIntegrationTests {

  private static final String LIE = "6.6.6.6";

  private final Backend orders = new Backend();
  private final List<String> seenByFilters = new CopyOnWriteArrayList<>();
  private ConfigurableApplicationContext gateway;

  @BeforeEach
  void start() {
    gateway =
        new SpringApplicationBuilder(GatewayApplication.class)
            .environment(ofAPod())
            .initializers(GracefulShutdownIntegrationTests::ownEventLoops)
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(Observer.class, () -> new Observer(seenByFilters)))
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--eureka.client.enabled=false",
                "--coalmine.identity.issuer=http://127.0.0.1:1",
                "--coalmine.lifecycle.drain=0s",
                "--spring.cloud.discovery.client.simple.instances.order-service[0].uri="
                    + orders.url());
  }

  private static ConfigurableEnvironment ofAPod() {
    var environment = new StandardReactiveWebEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443")));
    return environment;
  }

  @AfterEach
  void stop() {
    gateway.close();
    orders.kill();
  }

  @Test
  void noClientIsBelievedAboutItsAddress(CapturedOutput output) throws Exception {
    assertThat(CloudPlatform.getActive(gateway.getEnvironment()))
        .isEqualTo(CloudPlatform.KUBERNETES);
    int port = gateway.getEnvironment().getRequiredProperty("local.server.port", int.class);
    try (var client = new RawConnection(port)) {
      client.send(
          """
          GET /api/products?lie HTTP/1.1\r
          Host: here\r
          X-Forwarded-For: %1$s\r
          X-Forwarded-Proto: https\r
          X-Forwarded-Host: %1$s\r
          X-Forwarded-Port: 666\r
          X-Forwarded-Prefix: /%1$s\r
          Forwarded: for=%1$s;host=%1$s;proto=https\r
          X-Real-IP: %1$s\r
          \r
          """
              .formatted(LIE));
      assertThat(client.answer()).startsWith("http/1.1 200").doesNotContain(LIE);
    }

    assertThat(seenByFilters).as("what an address limit counts").containsExactly("127.0.0.1");
    assertThat(orders.asked).hasSize(1);
    var asked = orders.asked.getFirst();
    assertThat(asked.uri()).isEqualTo("/api/products?lie");
    assertThat(asked.headers().getAll("X-Forwarded-For")).containsExactly("127.0.0.1");
    assertThat(asked.headers().getAll("X-Forwarded-Proto")).containsExactly("http");
    assertThat(asked.headers().getAll("X-Forwarded-Host")).containsExactly("here");
    assertThat(asked.headers().entries()).noneMatch(header -> header.getValue().contains(LIE));
    await().until(() -> output.getOut().contains("GET /api/products 200 in "));
    assertThat(output.getOut()).contains("\"client\":{\"ip\":\"127.0.0.1\"}").doesNotContain(LIE);
  }

  /** Reads the client's address where every filter reads it. */
  private record Observer(List<String> seen) implements EdgeFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
      seen.add(exchange.getRequest().getRemoteAddress().getAddress().getHostAddress());
      return chain.filter(exchange);
    }

    @Override
    public int getOrder() {
      return FilterOrder.METHOD.order();
    }
  }
}

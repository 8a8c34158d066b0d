package dev.coalmine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.netflix.appinfo.InstanceInfo;
import com.netflix.appinfo.InstanceInfo.InstanceStatus;
import com.netflix.eureka.registry.PeerAwareInstanceRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;

/** A process that was taken out of service and killed, and the next one at its address. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RestartIntegrationTests {

  private static final Path DEFAULTS =
      Path.of("../platform-starter/core/src/main/resources/core-defaults.yaml");

  @LocalServerPort int port;
  @Autowired PeerAwareInstanceRegistry registry;

  /** Not a configuration class, which would be the test's own. */
  @EnableAutoConfiguration
  static class Registered {}

  @Test
  void theNextProcessAtTheAddressIsUp() throws Exception {
    var killed = start();
    var first = await().until(() -> instances(InstanceStatus.UP), up -> up.size() == 1).getFirst();
    put("/eureka/apps/BIRD/" + first.getId() + "/status?value=OUT_OF_SERVICE");
    killed.close(); // but nothing was unregistered, as after SIGKILL

    try (var _ = start()) {
      var next =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> instances(InstanceStatus.UP), up -> up.size() == 1)
              .getFirst();

      assertThat(next.getPort()).isEqualTo(first.getPort());
      assertThat(next.getLastDirtyTimestamp()).isGreaterThan(first.getLastDirtyTimestamp());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(instances())
                      .as("the killed one's lease ends")
                      .extracting(InstanceInfo::getId)
                      .containsExactly(next.getId()));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> instances().isEmpty());
  }

  /** Registers as the gateway and the services do. */
  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(Registered.class)
        .run(
            "--spring.config.location=" + DEFAULTS.toUri(),
            "--spring.application.name=bird",
            "--spring.main.web-application-type=none",
            "--server.port=1234",
            "--management.server.port=",
            "--eureka.client.service-url.defaultZone=http://127.0.0.1:" + port + "/eureka/",
            "--eureka.client.jersey.enabled=false", // the server's own; services have another
            "--eureka.client.should-unregister-on-shutdown=false",
            "--eureka.client.register-with-eureka=true",
            "--eureka.client.fetch-registry=true");
  }

  private List<InstanceInfo> instances() {
    var application = registry.getApplication("BIRD", false);
    return application == null ? List.of() : application.getInstancesAsIsFromEureka();
  }

  private List<InstanceInfo> instances(InstanceStatus status) {
    return instances().stream().filter(instance -> instance.getStatus() == status).toList();
  }

  private void put(String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .PUT(BodyPublishers.noBody());
      assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }
}

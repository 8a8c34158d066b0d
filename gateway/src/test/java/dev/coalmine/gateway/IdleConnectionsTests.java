package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** On every way the one who asks closes an idle connection before the one who answers does. */
class IdleConnectionsTests {

  /** {@code keepalive_timeout} of nginx's upstreams and the idle timeout of AWS's balancer. */
  private static final Duration LONGEST_IN_FRONT = Duration.ofSeconds(60);

  @Test
  void outlastThoseOfABalancer() throws Exception {
    assertThat(time(gateway(), "server.netty.idle-timeout")).isGreaterThan(LONGEST_IN_FRONT);
  }

  @Test
  void outlastInServicesThoseOfTheGateway() throws Exception {
    assertThat(time(services(), "server.tomcat.keep-alive-timeout"))
        .isGreaterThan(
            time(gateway(), "spring.cloud.gateway.server.webflux.httpclient.pool.max-idle-time"));
  }

  @Test
  void outlastInDiscoveryThoseOfItsClients() throws Exception {
    var kept =
        time(
            yaml("../discovery/src/main/resources/application.yaml"),
            "server.tomcat.keep-alive-timeout");

    var clients = yaml("../platform-starter/core/src/main/resources/core-defaults.yaml");
    assertThat(kept)
        .isGreaterThan(
            Duration.ofSeconds(
                (int) clients.getProperty("eureka.client.eureka-connection-idle-timeout-seconds")));
  }

  private static PropertySource<?> gateway() throws IOException {
    return yaml("src/main/resources/application.yaml");
  }

  private static PropertySource<?> services() throws IOException {
    return yaml("../platform-starter/service/src/main/resources/platform-defaults.yaml");
  }

  private static PropertySource<?> yaml(String path) throws IOException {
    return new YamlPropertySourceLoader().load(path, new FileSystemResource(path)).getFirst();
  }

  private static Duration time(PropertySource<?> settings, String name) {
    return DurationStyle.detectAndParse(String.valueOf(settings.getProperty(name)));
  }
}

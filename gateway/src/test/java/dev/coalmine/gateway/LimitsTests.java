package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.unit.DataSize;

/** What the gateway lets in, a service lets in: a refusal comes from the one who can explain it. */
class LimitsTests {

  /** Trace, request id and forwarded headers. */
  private static final DataSize ADDED = DataSize.ofKilobytes(2);

  @Test
  void ofAHeadLieInsideThoseOfTheServices() throws Exception {
    var gateway = yaml("src/main/resources/application.yaml");
    var services = yaml("../platform-starter/service/src/main/resources/platform-defaults.yaml");

    long letIn =
        size(gateway, "server.netty.max-initial-line-length")
            + size(gateway, "server.max-http-request-header-size");
    assertThat(size(services, "server.max-http-request-header-size"))
        .isGreaterThanOrEqualTo(letIn + ADDED.toBytes());
  }

  private static PropertySource<?> yaml(String path) throws IOException {
    return new YamlPropertySourceLoader().load(path, new FileSystemResource(path)).getFirst();
  }

  private static long size(PropertySource<?> settings, String name) {
    return DataSize.parse(String.valueOf(settings.getProperty(name))).toBytes();
  }
}

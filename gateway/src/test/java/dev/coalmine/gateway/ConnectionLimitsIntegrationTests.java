package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.servers.RawConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

/** How many connections there may be. */
@TestPropertySource(
    properties = {"coalmine.connections.max=5", "coalmine.connections.per-address=3"})
class ConnectionLimitsIntegrationTests extends GatewayTest {

  @Autowired MeterRegistry meters;
  @LocalManagementPort int management;

  private final List<RawConnection> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var connection : open) {
      connection.close();
    }
    await().until(() -> count() == 0);
  }

  @Test
  void anAddressHasOnlySoMany() throws Exception {
    double before = refused("address");
    keep("127.0.0.1", 3);

    assertRefused("127.0.0.1");
    assertThat(refused("address")).isEqualTo(before + 1);
    keep("127.0.0.2", 1);
    assertThat(count()).isEqualTo(4);

    open.removeFirst().close();
    await().until(() -> count() == 3);
    keep("127.0.0.1", 1);
  }

  @Test
  void allTogetherAreOnlySoMany() throws Exception {
    double before = refused("total");
    keep("127.0.0.1", 3);
    keep("127.0.0.2", 2);

    assertRefused("127.0.0.3");
    assertThat(refused("total")).isEqualTo(before + 1);
    assertThat(open.getLast().get("/api/products")).startsWith("http/1.1 200");
  }

  @Test
  void thoseThatSayNothingAreClosed() throws Exception {
    keep("127.0.0.1", 3);
    try (var client = new RawConnection(port)) {
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void probesAndScrapersHaveAPlace() throws Exception {
    keep("127.0.0.1", 3);
    keep("127.0.0.2", 2);

    for (int i = 0; i < 5; i++) {
      open.add(new RawConnection(management));
      assertThat(open.getLast().get("/actuator/health/readiness")).startsWith("http/1.1 200");
    }
    try (var scraper = new RawConnection(management)) {
      scraper.send("GET /actuator/prometheus HTTP/1.0\r\n\r\n");
      assertThat(scraper.rest())
          .containsPattern("(?m)^gateway_connections\\{.*} 5.0$")
          .containsPattern("(?m)^gateway_connections_limit\\{.*} 5.0$")
          .containsPattern("(?m)^gateway_connections_refused_total\\{.*reason=\"address\"")
          .containsPattern("(?m)^gateway_connections_cut_total\\{.*reason=\"head\"");
    }
  }

  /** Answered, so that they are counted. */
  private void keep(String address, int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      open.add(new RawConnection(port, address));
      assertThat(open.getLast().get("/api/products")).startsWith("http/1.1 200");
    }
  }

  private void assertRefused(String address) throws IOException {
    try (var client = new RawConnection(port, address)) {
      client.ask("/api/products");

      assertThat(client.rest())
          .startsWith("HTTP/1.1 503 ")
          .contains("\r\nConnection: close\r\n", "\r\nRetry-After: 1\r\n")
          .contains("application/problem+json", "problems/too-many-connections");
    }
  }

  private double count() {
    return meters.get("gateway.connections").gauge().value();
  }

  private double refused(String reason) {
    return meters.counter("gateway.connections.refused", "reason", reason).count();
  }
}

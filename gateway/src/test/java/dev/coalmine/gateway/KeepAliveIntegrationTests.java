package dev.coalmine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.RawConnection;
import org.junit.jupiter.api.Test;

/** A kept connection goes on, whatever was answered on it and however soon the client sent more. */
class KeepAliveIntegrationTests extends GatewayTest {

  /** In some 3 of 100 rounds the second request is read before the first has ended within. */
  private static final int ROUNDS = 200;

  /** A client's pause, so that the third request is read by itself. */
  private static final int PAUSE_MS = 10;

  @Test
  void aRequestAfterARefusalIsRead() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (var client = new RawConnection(port)) {
        assertThat(client.get("/api/products")).startsWith("http/1.1 200");
        assertThat(client.get("/nowhere")).startsWith("http/1.1 404");
        Thread.sleep(PAUSE_MS);

        assertThat(client.get("/api/products")).as("round %d", round).startsWith("http/1.1 200");
      }
    }
  }
}

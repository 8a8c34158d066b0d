package dev.coalmine.lab.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PortsTests {

  private static final int FIRST_OF_OUTGOING_CONNECTIONS = 32_768;

  @Test
  void freePortsDifferAndAreNoneThatAnOutgoingConnectionTakes() {
    var ports = Ports.free(500);

    assertThat(ports)
        .doesNotHaveDuplicates()
        .hasSize(500)
        .allMatch(port -> port < FIRST_OF_OUTGOING_CONNECTIONS);
  }
}

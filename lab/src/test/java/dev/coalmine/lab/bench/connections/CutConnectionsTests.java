package dev.coalmine.lab.bench.connections;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CutConnectionsTests {

  @Test
  void readsWhatWasNotRead() {
    var figures =
        """
        # TYPE gateway_connections_cut_total counter
        gateway_connections_cut_total{application="gateway",reason="head"} 7.0
        gateway_connections_cut_total{application="gateway",reason="unread"} 298.0
        gateway_connections_refused_total{reason="unread"} 1.0
        """;

    assertThat(CutConnections.unread(figures)).isEqualTo(298);
    assertThat(CutConnections.unread("")).isZero();
  }
}

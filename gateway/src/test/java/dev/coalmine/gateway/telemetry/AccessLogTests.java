package dev.coalmine.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AccessLogTests {

  @Test
  void aNameThatWasNotLookedUpHasNoAddress() {
    assertThat(AccessLog.address(InetSocketAddress.createUnresolved("client", 1))).isNull();
    assertThat(AccessLog.address(null)).isNull();
  }

  @Test
  void takesTheAddressOfTheClient() {
    var client = InetAddress.ofLiteral("192.0.2.1");

    assertThat(AccessLog.address(new InetSocketAddress(client, 1))).isEqualTo(client);
  }
}

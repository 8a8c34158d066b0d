package dev.coalmine.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTests {

  private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.1.1.1 | 203.0.113.7                       | 203.0.113.7",
        "10.1.1.1 | 6.6.6.6, 203.0.113.7              | 203.0.113.7",
        "10.1.1.1 | 6.6.6.6, 203.0.113.7, 10.2.2.2    | 203.0.113.7",
        "10.1.1.1 | 10.3.3.3, 10.2.2.2                | 10.3.3.3",
        "10.1.1.1 | 203.0.113.7:4711                  | 203.0.113.7",
        "10.1.1.1 | 2001:db8::1                       | 2001:db8::1",
        "fd00::5  | [2001:db8::1]:443                 | 2001:db8::1",
        "10.1.1.1 | unknown                           | 10.1.1.1",
        "10.1.1.1 | 203.0.113.7, unknown              | 10.1.1.1",
        "10.1.1.1 | localhost                         | 10.1.1.1",
        "10.1.1.1 | _hidden, 10.9.9.9                 | 10.9.9.9",
        "8.8.8.8  | 203.0.113.7                       | 8.8.8.8",
        "10.1.1.1 | [                                 | 10.1.1.1"
      })
  void findsTheNearestAddressThatIsNoProxys(String peer, String hops, String client) {
    var found =
        proxies.client(
            new InetSocketAddress(InetAddress.ofLiteral(peer), 1), Arrays.asList(hops.split(",")));

    assertThat(found.getAddress()).isEqualTo(InetAddress.ofLiteral(client));
  }

  @Test
  void believesOnlyThePeerWhereNothingIsForwarded() {
    var peer = new InetSocketAddress(InetAddress.ofLiteral("10.1.1.1"), 1);

    assertThat(proxies.client(peer, List.of())).isEqualTo(peer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "ingress", "10.0.0.0/33", "/8", "10.0.0.0/x", ""})
  void saysWhichSettingIsNoNetwork(String network) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrustedProxies(List.of(network)))
        .withMessageContaining("coalmine.proxies.trusted")
        .withMessageContaining("'" + network + "'");
  }
}

package dev.coalmine.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.gateway.connection.ConnectionLimit.Refusal;
import java.net.InetAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionLimitTests {

  private final ConnectionLimit limit = new ConnectionLimit(3, 2);

  @Test
  void refusesOfAnAddressWhatIsTooMany() {
    assertThat(limit.admit("a")).isNull();
    assertThat(limit.admit("a")).isNull();

    assertThat(limit.admit("a")).isEqualTo(Refusal.ADDRESS);
    assertThat(limit.open()).isEqualTo(2);
    assertThat(limit.admit("b")).isNull();
  }

  @Test
  void refusesOfAllWhatIsTooMany() {
    limit.admit("a");
    limit.admit("b");
    limit.admit(null);

    assertThat(limit.admit("c")).isEqualTo(Refusal.TOTAL);
    limit.release(null);
    assertThat(limit.admit("c")).isNull();
  }

  @Test
  void remembersOnlyAddressesThatAreConnected() {
    limit.admit("a");
    limit.admit("a");
    limit.admit("a");
    limit.release("a");
    limit.release("a");

    assertThat(limit.addresses()).isZero();
    assertThat(limit.open()).isZero();
  }

  @Test
  void neverAdmitsMoreFromManyThreads() throws Exception {
    var shared = new ConnectionLimit(8, 4);
    var open = new AtomicInteger();
    var most = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int thread = 0; thread < 8; thread++) {
        threads.submit(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                if (shared.admit("a") == null) {
                  most.accumulateAndGet(open.incrementAndGet(), Math::max);
                  open.decrementAndGet();
                  shared.release("a");
                }
              }
            });
      }
    }
    assertThat(most.get()).isBetween(1, 4);
    assertThat(shared.open()).isZero();
    assertThat(shared.addresses()).isZero();
  }

  @Test
  void countsAnIpv6NetworkAsOneAddress() throws Exception {
    assertThat(key("2001:db8:0:1::1")).isEqualTo(key("2001:db8:0:1:ffff::2"));
    assertThat(key("2001:db8:0:1::1")).isNotEqualTo(key("2001:db8:0:2::1"));
    assertThat(key("10.0.0.1")).isNotEqualTo(key("10.0.0.2"));
    assertThat(key("0.0.0.0")).isNotEqualTo(key("::"));
    assertThat(key("::ffff:10.0.0.1")).isEqualTo(key("10.0.0.1"));
  }

  private static AddressKey key(String literal) {
    return AddressKey.of(InetAddress.ofLiteral(literal));
  }
}

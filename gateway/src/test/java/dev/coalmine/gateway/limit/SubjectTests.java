package dev.coalmine.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class SubjectTests {

  @Test
  void isAnIpv4AddressWhole() {
    assertThat(address("203.0.113.7")).isNotEqualTo(address("203.0.113.8"));
    assertThat(address("203.0.113.7").key()).isEqualTo("203.0.113.7");
    assertThat(address("255.255.255.255").key()).isEqualTo("255.255.255.255");
  }

  @Test
  void isTheFirstHalfOfAnIpv6Address() {
    assertThat(address("2001:db8:0:1::1")).isEqualTo(address("2001:db8:0:1:ffff:ffff:ffff:ffff"));
    assertThat(address("2001:db8:0:1::1")).isNotEqualTo(address("2001:db8:0:2::1"));
    assertThat(address("2001:db8:0:1::1").key()).isEqualTo("20010db800000001::/64");
  }

  @Test
  void isTheIpv4AddressThatAnIpv6AddressMaps() throws Exception {
    var mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xff;
    mapped[12] = (byte) 203;
    mapped[14] = 113;
    mapped[15] = 7;

    assertThat(Subject.address(Inet6Address.getByAddress(null, mapped, -1)))
        .isEqualTo(address("203.0.113.7"));
    assertThat(address("::7")).isNotEqualTo(address("0.0.0.7"));
  }

  @Test
  void ofACustomerIsNotThatOfAClientOfTheSameName() {
    assertThat(Subject.customer("ann").key()).isNotEqualTo(Subject.client("ann").key());
    assertThat(Subject.customer("@=ann").key()).isNotEqualTo(Subject.client("ann").key());
  }

  @Test
  void ofALongNameHasAKeyOfBoundedLength() {
    var long1 = "x".repeat(255);
    var long2 = "x".repeat(254) + "y";

    assertThat(Subject.customer(long1).key()).hasSizeLessThanOrEqualTo(66);
    assertThat(Subject.customer("x".repeat(64)).key()).hasSizeLessThanOrEqualTo(66);
    assertThat(Subject.client(long1).key()).hasSizeLessThanOrEqualTo(66);
    assertThat(Subject.customer(long1).key()).isNotEqualTo(Subject.customer(long2).key());
  }

  private static Subject address(String literal) {
    return Subject.address(InetAddress.ofLiteral(literal));
  }
}

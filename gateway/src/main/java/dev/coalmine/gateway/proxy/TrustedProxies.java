package dev.coalmine.gateway.proxy;

import io.netty.handler.ipfilter.IpFilterRule;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the address that a request came from, behind the proxies that are believed. */
public final class TrustedProxies {

  private final List<IpFilterRule> networks;

  /**
   * @param networks in CIDR notation
   * @throws IllegalArgumentException when one of them is no network
   */
  TrustedProxies(List<String> networks) {
    this.networks = networks.stream().map(TrustedProxies::network).toList();
  }

  private static IpFilterRule network(String cidr) {
    try {
      int slash = cidr.indexOf('/');
      var address = InetAddress.ofLiteral(cidr.substring(0, slash));
      return new IpSubnetFilterRule(
          address, Integer.parseInt(cidr.substring(slash + 1)), IpFilterRuleType.ACCEPT);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "coalmine.proxies.trusted must hold networks such as 10.0.0.0/8, not '%s'"
              .formatted(cidr),
          e);
    }
  }

  /** Whether what this peer reports of its clients is believed. */
  public boolean trusts(InetSocketAddress peer) {
    return networks.stream().anyMatch(network -> network.matches(peer));
  }

  /**
   * Reads the hops from the right, because each proxy appends the address that it saw, and the
   * sender may have written whatever stands further to the left. The first address that is not a
   * trusted proxy's is the client's. An entry that is no address ends the search at the proxy that
   * reported it.
   *
   * @param peer who is connected
   * @param hops the entries of {@code X-Forwarded-For}, in their order
   */
  InetSocketAddress client(InetSocketAddress peer, List<String> hops) {
    var client = peer;
    for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
      var hop = address(hops.get(i).strip());
      if (hop == null) {
        return client;
      }
      client = hop;
    }
    return client;
  }

  /** Drops a port, which some proxies add; returns nothing for what is no address. */
  private static @Nullable InetSocketAddress address(String hop) {
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(withoutPort(hop)), 0);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? hop : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
  }
}

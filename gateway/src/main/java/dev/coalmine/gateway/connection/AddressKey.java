package dev.coalmine.gateway.connection;

import java.net.InetAddress;

/**
 * Connections with equal keys are counted as of one address: the whole of an IPv4 address, and of
 * an IPv6 address its /64, because that is what one household or host is given.
 */
record AddressKey(boolean v6, long number) {

  private static final int V4_BYTES = 4;
  private static final int PREFIX_BYTES = 8;

  static AddressKey of(InetAddress address) {
    var bytes = address.getAddress();
    boolean v6 = bytes.length > V4_BYTES;
    long number = 0;
    for (int i = 0; i < (v6 ? PREFIX_BYTES : V4_BYTES); i++) {
      number = number << Byte.SIZE | bytes[i] & 0xff;
    }
    return new AddressKey(v6, number);
  }
}

package dev.coalmine.gateway.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One value of a limit's key: whose requests are counted together. An address is kept as a number,
 * because text would be made for each request.
 *
 * @param kind what the others mean
 * @param name of a customer or a client; empty for an address
 * @param number an IPv4 address, or the first 64 bits of an IPv6 address; 0 for the others
 */
public record Subject(Kind kind, String name, long number) {

  /** Longer names are hashed in Redis, so that the length of a key is bounded. */
  private static final int LONGEST_NAME = 64;

  private static final int HASH_BYTES = 16;

  enum Kind {
    IPV4,
    IPV6,
    CUSTOMER,
    CLIENT
  }

  /** An IPv4 address whole, of an IPv6 address its /64; an IPv4-mapped one counts as IPv4. */
  public static Subject address(InetAddress address) {
    var bytes = address.getAddress();
    if (bytes.length == 4) {
      return new Subject(Kind.IPV4, "", number(bytes, 0, 4));
    }
    long high = number(bytes, 0, 8);
    return high == 0 && number(bytes, 8, 12) == 0xffffL
        ? new Subject(Kind.IPV4, "", number(bytes, 12, 16))
        : new Subject(Kind.IPV6, "", high);
  }

  /**
   * @param name the subject of a token
   */
  public static Subject customer(String name) {
    return new Subject(Kind.CUSTOMER, name, 0);
  }

  /**
   * @param id the client id of a token
   */
  public static Subject client(String id) {
    return new Subject(Kind.CLIENT, id, 0);
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 8 | bytes[i] & 0xff;
    }
    return number;
  }

  /** The end of the key in Redis, at most 66 characters; a client never has a customer's. */
  String key() {
    return switch (kind) {
      case IPV4 ->
          (number >> 24 & 0xff)
              + "."
              + (number >> 16 & 0xff)
              + "."
              + (number >> 8 & 0xff)
              + "."
              + (number & 0xff);
      case IPV6 -> HexFormat.of().toHexDigits(number) + "::/64";
      case CUSTOMER -> bounded(name);
      case CLIENT -> "@" + bounded(name);
    };
  }

  private static String bounded(String name) {
    return name.length() <= LONGEST_NAME ? "=" + name : "#" + hash(name);
  }

  private static String hash(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

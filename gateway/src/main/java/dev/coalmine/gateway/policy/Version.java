package dev.coalmine.gateway.policy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a file by what is in it, so that two gateways with the same file have the same version. */
final class Version {

  private static final int DIGITS = 12;

  private Version() {}

  /** The first 12 hexadecimal digits of the SHA-256. */
  static String of(byte[] content) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}

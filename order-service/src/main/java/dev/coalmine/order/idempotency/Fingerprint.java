package dev.coalmine.order.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 over the parts of a request that decide what it does. White space does not count. */
public final class Fingerprint {

  private final byte[] bytes;

  private Fingerprint(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Fingerprint of(Iterable<?> parts) {
    var digest = sha256();
    for (var part : parts) {
      digest.update(String.valueOf(part).getBytes(UTF_8));
      digest.update((byte) 0);
    }
    return new Fingerprint(digest.digest());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public boolean matches(byte[] other) {
    return Arrays.equals(bytes, other);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

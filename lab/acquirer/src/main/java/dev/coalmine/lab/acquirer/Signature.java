package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Stripe's scheme v1: HMAC-SHA256 of time, a dot and the body. */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /**
   * @param time epoch seconds
   */
  static String of(String body, long time, String secret) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      var hash = mac.doFinal((time + "." + body).getBytes(UTF_8));
      return "t=%d,v1=%s".formatted(time, HexFormat.of().formatHex(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

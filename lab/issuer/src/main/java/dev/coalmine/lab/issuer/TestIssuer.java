package dev.coalmine.lab.issuer;

import com.nimbusds.jose.jwk.RSAKey;
import dev.coalmine.lab.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;

/** The token issuer that a module's tests share, with a key of its own, and wrong tokens. */
public final class TestIssuer {

  private static final RSAKey KEY = SigningKey.generate();
  private static final TokenIssuer ISSUER = start();
  private static final long LONG_AGO_SECONDS = 7_200;

  private TestIssuer() {}

  private static TokenIssuer start() {
    try {
      return new TokenIssuer(KEY, HttpService.bind(InetAddress.getLoopbackAddress(), 0), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String url() {
    return ISSUER.uri().toString();
  }

  /** A customer's usual token, for an hour. */
  public static String customer(String subject) {
    return ISSUER.sign(TokenRequest.of(subject), Instant.now(), KEY);
  }

  public static String shopKeeper() {
    return ISSUER.sign(TokenRequest.shopKeeper(), Instant.now(), KEY);
  }

  /** A customer's token that ended an hour ago. */
  public static String expired(String subject) {
    var then = Instant.now().minusSeconds(LONG_AGO_SECONDS);
    return ISSUER.sign(TokenRequest.of(subject), then, KEY);
  }

  /** A token that another key has signed under the same key id. */
  public static String forged(String subject) {
    return ISSUER.sign(TokenRequest.of(subject), Instant.now(), SigningKey.generate());
  }
}

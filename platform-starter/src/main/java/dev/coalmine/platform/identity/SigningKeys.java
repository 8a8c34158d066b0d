package dev.coalmine.platform.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.List;

/**
 * The issuer's public keys: kept, read again when they are old or when a token names another.
 * Made-up key ids do not become a flood at the issuer, and while it is away the last known keys
 * stay good.
 */
class SigningKeys implements JWKSource<SecurityContext> {

  private static final int CONNECT_MILLIS = 1_000;
  private static final int READ_MILLIS = 2_000;
  private static final int MOST_BYTES = 64 * 1024;

  /** Between attempts to read the keys while the issuer does not answer. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private static final Duration OUTAGE = Duration.ofDays(1);

  private final JWKSource<SecurityContext> keys;
  private volatile boolean known;

  SigningKeys(IdentitySettings settings) {
    long age = settings.refreshKeys().toMillis();
    keys =
        JWKSourceBuilder.<SecurityContext>create(
                address(settings),
                new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES))
            .cache(age, Math.min(READ_MILLIS + CONNECT_MILLIS, age / 2))
            .refreshAheadCache(age / 10, false)
            .rateLimited(Math.min(age / 10, LONGEST_PAUSE.toMillis()))
            .outageTolerant(OUTAGE.toMillis())
            .build();
  }

  private static URL address(IdentitySettings settings) {
    try {
      return URI.create(settings.keys()).toURL();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "coalmine.identity.issuer must be a URL, not " + settings.issuer(), e);
    }
  }

  @Override
  public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
    try {
      var found = keys.get(selector, context);
      known = true;
      return found;
    } catch (RateLimitReachedException e) {
      if (known) {
        return List.of(); // asked a moment ago: there is no such key
      }
      throw e;
    }
  }
}

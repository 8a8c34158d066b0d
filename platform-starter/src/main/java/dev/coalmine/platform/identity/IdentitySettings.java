package dev.coalmine.platform.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param issuer who may issue tokens; its keys are read from {@code /.well-known/jwks.json}
 * @param audience what a token must be meant for
 * @param clockSkew how far the issuer's clock may be off, 0–5 min
 * @param refreshKeys how old the keys may become before they are read again, 1 s–1 d
 */
@ConfigurationProperties("coalmine.identity")
record IdentitySettings(
    @DefaultValue("http://127.0.0.1:18089") String issuer,
    @DefaultValue("coalmine") String audience,
    @DefaultValue("5s") Duration clockSkew,
    @DefaultValue("5m") Duration refreshKeys) {

  IdentitySettings {
    if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("coalmine.identity.clock-skew must be 0s to 5m");
    }
    if (refreshKeys.compareTo(Duration.ofSeconds(1)) < 0
        || refreshKeys.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("coalmine.identity.refresh-keys must be 1s to 1d");
    }
  }

  String keys() {
    return issuer + "/.well-known/jwks.json";
  }
}

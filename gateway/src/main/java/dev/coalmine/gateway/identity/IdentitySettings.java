package dev.coalmine.gateway.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param issuer who may issue tokens; its keys are read from {@code /.well-known/jwks.json}
 * @param audience what a token must be meant for
 * @param clockSkew how far the issuer's clock may be ahead of ours, 0–5 min
 * @param remember how long a verified token is believed without verifying it again, 0–60 s
 * @param remembered how many, 0–100,000
 * @param refreshKeys how old the keys may become before they are read again, 1 s–1 d
 */
@ConfigurationProperties("coalmine.identity")
record IdentitySettings(
    @DefaultValue("http://127.0.0.1:18089") String issuer,
    @DefaultValue("coalmine") String audience,
    @DefaultValue("5s") Duration clockSkew,
    @DefaultValue("60s") Duration remember,
    @DefaultValue("5000") int remembered,
    @DefaultValue("60s") Duration refreshKeys) {

  IdentitySettings {
    check("clock-skew", clockSkew, Duration.ZERO, Duration.ofMinutes(5));
    check("remember", remember, Duration.ZERO, Duration.ofSeconds(60));
    check("refresh-keys", refreshKeys, Duration.ofSeconds(1), Duration.ofDays(1));
    if (remembered < 0 || remembered > 100_000) {
      throw new IllegalArgumentException("coalmine.identity.remembered must be 0 to 100000");
    }
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "coalmine.identity.%s must be %s to %s".formatted(name, least, most));
    }
  }

  String keys() {
    return issuer + "/.well-known/jwks.json";
  }
}

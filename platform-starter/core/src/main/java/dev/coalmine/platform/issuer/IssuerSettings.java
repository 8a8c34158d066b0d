package dev.coalmine.platform.issuer;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are accepted.
 *
 * @param issuer who may issue tokens; its keys are read from {@code /.well-known/jwks.json}
 * @param audience what a token must be meant for
 * @param clockSkew how far the issuer's clock may differ from ours, 0–5 min
 * @param refreshKeys how old the keys may become before they are read again, 1 s–1 d
 */
@ConfigurationProperties("coalmine.identity")
public record IssuerSettings(
    @DefaultValue("http://127.0.0.1:18089") String issuer,
    @DefaultValue("coalmine") String audience,
    @DefaultValue("5s") Duration clockSkew,
    @DefaultValue("5m") Duration refreshKeys) {

  public IssuerSettings {
    Range.of("coalmine.identity")
        .check("clock-skew", clockSkew, "0s", "5m")
        .check("refresh-keys", refreshKeys, "1s", "1d");
  }

  String keys() {
    return issuer + "/.well-known/jwks.json";
  }
}

package dev.coalmine.gateway.identity;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gateway alone does with tokens; whose are accepted, {@link
 * dev.coalmine.platform.issuer.IssuerSettings} say.
 *
 * @param remember how long a verified token is believed without verifying it again, 0–60 s
 * @param remembered how many, 0–100,000
 */
@ConfigurationProperties("coalmine.identity")
record TokenSettings(@DefaultValue("60s") Duration remember, @DefaultValue("5000") int remembered) {

  TokenSettings {
    Range.of("coalmine.identity")
        .check("remember", remember, "0s", "60s")
        .check("remembered", remembered, 0, 100_000);
  }
}

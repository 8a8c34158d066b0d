package dev.coalmine.gateway.validation;

import dev.coalmine.platform.settings.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param max the largest body that is passed on, 1 B to 16 MB
 */
@ConfigurationProperties("coalmine.body")
record BodySettings(@DefaultValue("1MB") DataSize max) {

  BodySettings {
    Range.of("coalmine.body").check("max", max, "1B", "16MB");
  }
}

package dev.coalmine.gateway.trace;

import dev.coalmine.platform.settings.Range;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sampling share of the traces started here that the services record, 0–1
 */
@ConfigurationProperties("coalmine.trace")
record TraceSettings(@DefaultValue("0.1") double sampling) {

  TraceSettings {
    Range.of("coalmine.trace").check("sampling", sampling, 0.0, 1.0);
  }
}

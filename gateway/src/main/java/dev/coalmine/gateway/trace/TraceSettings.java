package dev.coalmine.gateway.trace;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sampling share of the traces started here that the services record, 0–1
 */
@ConfigurationProperties("coalmine.trace")
record TraceSettings(@DefaultValue("0.1") double sampling) {

  TraceSettings {
    if (!(sampling >= 0 && sampling <= 1)) {
      throw new IllegalArgumentException("coalmine.trace.sampling must be 0 to 1");
    }
  }
}

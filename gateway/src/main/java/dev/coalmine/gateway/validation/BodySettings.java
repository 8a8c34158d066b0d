package dev.coalmine.gateway.validation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param max the largest body that is passed on, 1 B to 16 MB
 */
@ConfigurationProperties("coalmine.body")
record BodySettings(@DefaultValue("1MB") DataSize max) {

  BodySettings {
    if (max.toBytes() < 1 || max.compareTo(DataSize.ofMegabytes(16)) > 0) {
      throw new IllegalArgumentException("coalmine.body.max must be 1B to 16MB");
    }
  }
}

package dev.coalmine.gateway.validation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param max the largest body that is passed on, 1 B to 16 MB
 * @param pause how long a client may send nothing within a body, 1 ms to 1 min; shorter than the
 *     services wait, so that the gateway refuses
 */
@ConfigurationProperties("coalmine.body")
record BodySettings(@DefaultValue("1MB") DataSize max, @DefaultValue("5s") Duration pause) {

  BodySettings {
    if (max.toBytes() < 1 || max.compareTo(DataSize.ofMegabytes(16)) > 0) {
      throw new IllegalArgumentException("coalmine.body.max must be 1B to 16MB");
    }
    if (pause.toMillis() < 1 || pause.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("coalmine.body.pause must be 1ms to 1m");
    }
  }
}

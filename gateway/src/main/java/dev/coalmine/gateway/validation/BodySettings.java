package dev.coalmine.gateway.validation;

import dev.coalmine.platform.settings.Range;
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
    Range.of("coalmine.body").check("max", max, "1B", "16MB").check("pause", pause, "1ms", "1m");
  }
}

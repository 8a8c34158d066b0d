package dev.coalmine.gateway.validation;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param max the largest body that is passed on, 1 B to 16 MB
 * @param pause how long a client may send nothing within a body, 1 ms to 1 min; shorter than the
 *     services wait, so that the gateway refuses; as long again a body is dropped whose request was
 *     answered without it
 * @param time how long the whole body may take, 1 ms to 10 min; the time in which the gateway does
 *     not read, because the service is slower than the client, does not count
 */
@ConfigurationProperties("coalmine.body")
record BodySettings(
    @DefaultValue("1MB") DataSize max,
    @DefaultValue("5s") Duration pause,
    @DefaultValue("30s") Duration time) {

  BodySettings {
    Range.of("coalmine.body")
        .check("max", max, "1B", "16MB")
        .check("pause", pause, "1ms", "1m")
        .check("time", time, "1ms", "10m");
  }
}

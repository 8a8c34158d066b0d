package dev.coalmine.order.view;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param cached whether Redis is used at all
 * @param timeToLive how old a cached view can get, 1 s–10 min; a tenth of it is jitter
 * @param timeout how long a request waits for Redis, 1 ms–5 s
 * @param pause how long Redis is left alone once it keeps failing, 10 ms–5 min
 * @param largest views with a longer body are not cached, in characters, from 0
 */
@ConfigurationProperties("coalmine.view")
record ViewSettings(
    @DefaultValue("true") boolean cached,
    @DefaultValue("30s") Duration timeToLive,
    @DefaultValue("50ms") Duration timeout,
    @DefaultValue("1s") Duration pause,
    @DefaultValue("100000") int largest) {

  ViewSettings {
    Range.of("coalmine.view")
        .check("time-to-live", timeToLive, "1s", "10m")
        .check("timeout", timeout, "1ms", "5s")
        .check("pause", pause, "10ms", "5m")
        .check("largest", largest, 0, Integer.MAX_VALUE);
  }
}

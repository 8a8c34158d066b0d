package dev.coalmine.order.view;

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
    within("time-to-live", timeToLive, Duration.ofSeconds(1), Duration.ofMinutes(10));
    within("timeout", timeout, Duration.ofMillis(1), Duration.ofSeconds(5));
    within("pause", pause, Duration.ofMillis(10), Duration.ofMinutes(5));
    if (largest < 0) {
      throw new IllegalArgumentException("coalmine.view.largest must not be negative");
    }
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "coalmine.view.%s must be %s to %s, not %s".formatted(name, least, most, value));
    }
  }
}

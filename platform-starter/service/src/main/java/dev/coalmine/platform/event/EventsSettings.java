package dev.coalmine.platform.event;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled false: neither consumers nor relay run, and no topic is declared
 * @param partitions of each topic that this service declares, 1–256
 * @param replication copies of each topic; -1 leaves it to the broker
 * @param concurrency consumer threads per subscription, 1–64
 * @param longestPause the ceiling of the back-off while a dependency is out, 1 s–1 min
 * @param parkedPoll how often parked events are tried, 50 ms–1 min
 * @param topicCheck how often it is looked whether topics are still there, 1–20 s
 */
@ConfigurationProperties("coalmine.events")
public record EventsSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("4") int partitions,
    @DefaultValue("-1") short replication,
    @DefaultValue("4") int concurrency,
    @DefaultValue("5s") Duration longestPause,
    @DefaultValue("500ms") Duration parkedPoll,
    @DefaultValue("10s") Duration topicCheck) {

  public EventsSettings {
    check("partitions", partitions, 1, 256);
    check("concurrency", concurrency, 1, 64);
    check("longest-pause (ms)", longestPause.toMillis(), 1_000, 60_000);
    check("parked-poll (ms)", parkedPoll.toMillis(), 50, 60_000);
    check("topic-check (ms)", topicCheck.toMillis(), 1_000, 20_000);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "coalmine.events.%s must be %d to %d, not %d".formatted(name, least, most, value));
    }
  }
}

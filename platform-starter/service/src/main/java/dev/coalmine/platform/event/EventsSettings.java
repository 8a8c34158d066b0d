package dev.coalmine.platform.event;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param enabled false: neither consumers nor relay run, and no topic is declared
 * @param partitions of each topic that this service declares, 1–256
 * @param replication copies of each topic; 1–16; -1 or 0 leaves it to the broker
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
    Range.of("coalmine.events")
        .check("partitions", partitions, 1, 256)
        .check("replication", replication, -1, 16)
        .check("concurrency", concurrency, 1, 64)
        .check("longest-pause", longestPause, "1s", "1m")
        .check("parked-poll", parkedPoll, "50ms", "1m")
        .check("topic-check", topicCheck, "1s", "20s");
  }
}

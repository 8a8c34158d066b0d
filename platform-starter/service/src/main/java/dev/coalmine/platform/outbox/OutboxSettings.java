package dev.coalmine.platform.outbox;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param batch events a relay round publishes of each partition at the most, 1–10,000
 * @param poll how long a relay that was not woken waits before it looks again, 10 ms–1 min; it
 *     bounds how late the events of a replica that died are published
 * @param transactionLimit the longest a relay round may hold its partitions, 1 s–1 min
 * @param retention how long published events can be republished, 1 h–365 d
 */
@ConfigurationProperties("coalmine.outbox")
record OutboxSettings(
    @DefaultValue("500") int batch,
    @DefaultValue("200ms") Duration poll,
    @DefaultValue("5s") Duration transactionLimit,
    @DefaultValue("24h") Duration retention) {

  OutboxSettings {
    Range.of("coalmine.outbox")
        .check("batch", batch, 1, 10_000)
        .check("poll", poll, "10ms", "1m")
        .check("transaction-limit", transactionLimit, "1s", "1m")
        .check("retention", retention, "1h", "365d");
  }

  /** Leaves a tenth of the transaction for marking what was sent. */
  Duration sendLimit() {
    return transactionLimit.multipliedBy(9).dividedBy(10);
  }
}

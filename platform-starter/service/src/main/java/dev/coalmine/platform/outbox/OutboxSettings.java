package dev.coalmine.platform.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param batch events a relay round publishes of each partition at the most, 1–10,000
 * @param poll how long a relay that was not woken waits before it looks again, 10 ms–1 min; it
 *     bounds how late the events of a replica that died are published
 * @param transactionLimit the longest a relay round may hold its partitions, 1 s–1 min
 * @param retention how long published events can be republished, at least 1 h
 */
@ConfigurationProperties("coalmine.outbox")
record OutboxSettings(Integer batch, Duration poll, Duration transactionLimit, Duration retention) {

  OutboxSettings {
    batch = batch == null ? 500 : batch;
    poll = poll == null ? Duration.ofMillis(200) : poll;
    transactionLimit = transactionLimit == null ? Duration.ofSeconds(5) : transactionLimit;
    retention = retention == null ? Duration.ofHours(24) : retention;
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException("coalmine.outbox.batch must be 1 to 10000");
    }
    within("poll", poll, Duration.ofMillis(10), Duration.ofMinutes(1));
    within("transaction-limit", transactionLimit, Duration.ofSeconds(1), Duration.ofMinutes(1));
    within("retention", retention, Duration.ofHours(1), Duration.ofDays(365));
  }

  /** Leaves a tenth of the transaction for marking what was sent. */
  Duration sendLimit() {
    return transactionLimit.multipliedBy(9).dividedBy(10);
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "coalmine.outbox.%s must be %s to %s".formatted(name, least, most));
    }
  }
}

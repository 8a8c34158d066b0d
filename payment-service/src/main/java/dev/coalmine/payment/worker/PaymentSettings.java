package dev.coalmine.payment.worker;

import dev.coalmine.platform.recovery.BackOff;
import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payments are worked on.
 *
 * @param lease how long a claim of a payment lasts; longer than a step's calls to the acquirer may
 *     take together, 1 s–10 min
 * @param concurrency payments worked on at once by this replica, 1–10,000
 * @param poll pause between two queries for due payments, 50 ms–1 min
 * @param firstPause first pause of the back-off while the acquirer does not answer, 50 ms–1 min
 * @param longestPause longest pause of the back-off, firstPause–1 h
 * @param probe while the acquirer does not answer, how long after the last call one payment is
 *     tried early, 100 ms–1 min
 * @param recoveryRate payments per second that become due when it answers again, 1–1,000
 */
@ConfigurationProperties("coalmine.payment-processing")
public record PaymentSettings(
    @DefaultValue("20s") Duration lease,
    @DefaultValue("64") int concurrency,
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("500ms") Duration firstPause,
    @DefaultValue("20s") Duration longestPause,
    @DefaultValue("2s") Duration probe,
    @DefaultValue("50") int recoveryRate) {

  public PaymentSettings {
    Range.of("coalmine.payment-processing")
        .check("lease", lease, "1s", "10m")
        .check("concurrency", concurrency, 1, 10_000)
        .check("poll", poll, "50ms", "1m")
        .check("first-pause", firstPause, "50ms", "1m")
        .check("longest-pause", longestPause, firstPause.toMillis() + "ms", "1h")
        .check("probe", probe, "100ms", "1m")
        .check("recovery-rate", recoveryRate, 1, 1_000);
  }

  /**
   * Returns the pause before the next attempt.
   *
   * @param failures of the attempts before, from 0
   */
  public Duration pause(int failures) {
    return new BackOff(firstPause, longestPause).pause(failures);
  }
}

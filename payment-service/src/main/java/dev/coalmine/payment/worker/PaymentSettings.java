package dev.coalmine.payment.worker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
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
 * @param probe while the acquirer does not answer, one payment is tried ahead of its time so long
 *     after the last call, 100 ms–1 min
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
    check("lease", lease, 1_000, 600_000);
    check("poll", poll, 50, 60_000);
    check("first-pause", firstPause, 50, 60_000);
    check("longest-pause", longestPause, firstPause.toMillis(), 3_600_000);
    check("probe", probe, 100, 60_000);
    if (recoveryRate < 1 || recoveryRate > 1_000) {
      throw new IllegalArgumentException(
          "coalmine.payment-processing.recovery-rate must be 1 to 1000");
    }
    if (concurrency < 1 || concurrency > 10_000) {
      throw new IllegalArgumentException(
          "coalmine.payment-processing.concurrency must be 1 to 10000");
    }
  }

  private static void check(String name, Duration value, long least, long most) {
    if (value.toMillis() < least || value.toMillis() > most) {
      throw new IllegalArgumentException(
          "coalmine.payment-processing.%s must be %d to %d ms".formatted(name, least, most));
    }
  }

  /**
   * Returns the pause of an exponential back-off with jitter: between half and all of the ceiling,
   * so that payments that failed together are not tried together.
   */
  public Duration pause(int failures) {
    long ceiling =
        Math.min(longestPause.toMillis(), firstPause.toMillis() << Math.min(failures, 16));
    return Duration.ofMillis(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
  }
}

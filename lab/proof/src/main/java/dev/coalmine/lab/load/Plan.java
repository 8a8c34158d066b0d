package dev.coalmine.lab.load;

import dev.coalmine.lab.cli.UsageError;
import java.time.Duration;

/**
 * What to offer.
 *
 * @param rate orders per second, 0.1 to 10,000; gaps are exponential (a Poisson process)
 * @param time 1 s to 24 h
 * @param customers 1 to 10,000
 * @param products 1 to 999; one is a hot product
 * @param lines the most per order, 1 to 100
 * @param cancellations per cent of accepted orders that are cancelled again, 0 to 100
 * @param seed of everything that is left to chance
 */
public record Plan(
    double rate,
    Duration time,
    int customers,
    int products,
    int lines,
    int cancellations,
    long seed) {

  public Plan {
    check(rate >= 0.1 && rate <= 10_000, "--rate is 0.1 to 10000 orders per second");
    check(
        time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(Duration.ofHours(24)) <= 0,
        "--time is 1s to 24h");
    check(customers >= 1 && customers <= 10_000, "--customers is 1 to 10000");
    check(products >= 1 && products <= 999, "--products is 1 to 999");
    check(lines >= 1 && lines <= 100, "--lines is 1 to 100");
    check(cancellations >= 0 && cancellations <= 100, "--cancellations is 0 to 100 per cent");
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new UsageError(otherwise);
    }
  }
}

package dev.coalmine.lab.replay;

import dev.coalmine.lab.cli.UsageError;
import java.time.Duration;
import java.time.LocalDateTime;

/** When each invoice comes, from the start of the replay. */
interface Schedule {

  Duration at(int index, Invoice invoice);

  /**
   * @param rate invoices per second, 0.1 to 1,000
   */
  static Schedule steady(double rate) {
    if (!(rate >= 0.1 && rate <= 1_000)) {
      throw new UsageError("--rate is 0.1 to 1000 invoices per second");
    }
    return (index, _) -> Duration.ofNanos((long) (index / rate * 1e9));
  }

  /** Everything at its start, for what asks for no order any more. */
  static Schedule atOnce() {
    return (_, _) -> Duration.ZERO;
  }

  /**
   * As the shop's clock had it.
   *
   * @param faster 1 to 1,000,000 times
   * @param first when the first invoice came
   */
  static Schedule asRecorded(double faster, LocalDateTime first) {
    if (!(faster >= 1 && faster <= 1_000_000)) {
      throw new UsageError("--as-recorded is x1 to x1000000");
    }
    return (_, invoice) -> {
      var since = Duration.between(first, invoice.at());
      return since.isNegative()
          ? Duration.ZERO
          : Duration.ofMillis((long) (since.toMillis() / faster));
    };
  }
}

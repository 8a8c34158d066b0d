package dev.coalmine.lab.load;

import dev.coalmine.lab.cli.Bounds;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/** The options of every command that offers load. */
public final class PlanOptions {

  private static final int SEEDS = 1_000_000;

  @Option(
      names = "--rate",
      defaultValue = "10",
      paramLabel = "N",
      description = "Orders per second (default ${DEFAULT-VALUE}).")
  @Bounds(least = "0.1", most = "10000")
  private double rate;

  @Option(
      names = "--customers",
      defaultValue = "50",
      paramLabel = "N",
      description = "How many place them (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "10000")
  private int customers;

  @Option(
      names = "--products",
      defaultValue = "20",
      paramLabel = "N",
      description = "Of how many products; 1 is a hot one (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "999")
  private int products;

  @Option(
      names = "--lines",
      defaultValue = "5",
      paramLabel = "N",
      description = "The most lines of an order (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "100")
  private int lines;

  @Option(
      names = "--cancellations",
      defaultValue = "5",
      paramLabel = "PERCENT",
      description = "Of the orders, cancelled as soon as accepted (default ${DEFAULT-VALUE}).")
  @Bounds(least = "0", most = "100")
  private int cancellations;

  @Option(names = "--seed", paramLabel = "N", description = "Repeats a run's orders.")
  @Bounds(least = "-9223372036854775808", most = "9223372036854775807")
  private Long seed;

  public Plan plan(Duration time) {
    return new Plan(
        rate,
        time,
        customers,
        products,
        lines,
        cancellations,
        seed == null ? ThreadLocalRandom.current().nextInt(SEEDS) : seed);
  }
}

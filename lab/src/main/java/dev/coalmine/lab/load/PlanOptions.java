package dev.coalmine.lab.load;

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
  private double rate;

  @Option(
      names = "--customers",
      defaultValue = "50",
      paramLabel = "N",
      description = "How many place them (default ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--products",
      defaultValue = "20",
      paramLabel = "N",
      description = "Of how many products; 1 is a hot one (default ${DEFAULT-VALUE}).")
  private int products;

  @Option(
      names = "--lines",
      defaultValue = "5",
      paramLabel = "N",
      description = "The most lines of an order (default ${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = "--cancellations",
      defaultValue = "5",
      paramLabel = "PERCENT",
      description = "Of the orders, cancelled as soon as accepted (default ${DEFAULT-VALUE}).")
  private int cancellations;

  @Option(names = "--seed", paramLabel = "N", description = "Repeats a run's orders.")
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

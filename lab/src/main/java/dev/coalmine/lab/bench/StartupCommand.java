package dev.coalmine.lab.bench;

import dev.coalmine.lab.cli.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./coalmine bench startup}. */
@Command(
    name = "startup",
    description = {
      "From './coalmine up' to the first accepted order, in a home and on ports of its own.",
      "An uncounted first run makes what a first start makes: caches, databases, topics."
    })
public final class StartupCommand implements Callable<Integer> {

  private static final int WARM_SECONDS = 30;

  @Option(
      names = "--runs",
      defaultValue = "5",
      paramLabel = "N",
      description = "Counted runs, 1 to 100 (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "100")
  private int runs;

  @Override
  public Integer call() throws Exception {
    try (var system = new PrivateSystem()) {
      System.out.printf("first start: %s (not counted)%n", seconds(system.startAndOrder()));
      system.stop();
      var times = new ArrayList<Duration>();
      for (int run = 1; run <= runs; run++) {
        times.add(system.startAndOrder());
        System.out.printf("run %d: %s%n", run, seconds(times.getLast()));
        if (run < runs) {
          system.stop();
        }
      }
      System.out.printf(
          "start to first accepted order, median of %d: %s%n", runs, seconds(median(times)));
      System.out.printf("memory after %d s of load:%n", WARM_SECONDS);
      system.load(WARM_SECONDS);
      system.printStatus();
    }
    return 0;
  }

  static Duration median(List<Duration> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
  }
}

package dev.coalmine.lab.settled;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.system.RunningSystem;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine settled}. */
@Command(
    name = "settled",
    description = {
      "Waits until nothing is in flight, then sees that every acknowledged order has its end.",
      "Orders are counted by their state and their payment's, against the journals of all loads.",
      "Exit code: 0 all settled; 1 an acknowledged order is missing or unsettled, named; 2 still",
      "in flight after the time limit, or nothing runs."
    })
public final class SettledCommand implements Callable<Integer> {

  private static final int MOST_NAMED = 20;

  @Option(
      names = "--within",
      defaultValue = "2m",
      paramLabel = "TIME",
      description = "How long to wait (default ${DEFAULT-VALUE}).")
  @Bounds(least = "0s", most = "24h")
  private Duration within;

  @Option(names = "--json", description = "Print the verdict as JSON.")
  private boolean asJson;

  @Override
  public Integer call() throws InterruptedException {
    var settled = Settled.check(RunningSystem.find(), within, new Waiting(System.err));
    if (asJson) {
      System.out.println(JsonMapper.shared().writeValueAsString(settled));
    } else {
      print(System.out, settled, within);
    }
    return settled.exitCode();
  }

  /** For people. */
  public static void print(PrintStream out, Settled settled, Duration within) {
    switch (settled) {
      case Settled.Busy busy ->
          out.printf(
              "not settled after %s: %s%n", Durations.text(within), Waiting.text(busy.inFlight()));
      case Settled.Quiet quiet -> print(out, quiet.verdict());
    }
  }

  private static void print(PrintStream out, Verdict verdict) {
    verdict.states().forEach((pair, count) -> out.printf("%8d  %s%n", count, pair));
    out.printf(
        "journal: %d orders asked for, %d acknowledged, %d placed without an answer%n",
        verdict.asked(), verdict.acknowledged(), verdict.placedUnanswered());
    verdict.broken().stream().limit(MOST_NAMED).forEach(out::println);
    if (verdict.broken().size() > MOST_NAMED) {
      out.printf("... and %d more%n", verdict.broken().size() - MOST_NAMED);
    }
    out.println(
        verdict.broken().isEmpty()
            ? "settled: every acknowledged order has come to its end"
            : "NOT settled: %d promises broken".formatted(verdict.broken().size()));
  }
}

package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.settled.Waiting;
import dev.coalmine.lab.system.RunningSystem;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine reconcile}. */
@Command(
    name = "reconcile",
    description = {
      "Waits until nothing is in flight, then compares every book with every other.",
      "The books are what the clients were told, what each service's database says, what lies in",
      "the topics and what the acquirer has booked.",
      "Exit code: 0 every invariant holds; 1 one is broken, with the orders' ids; 2 still in"
          + " flight",
      "after the time limit, a book cannot be read, or nothing runs."
    })
public final class ReconcileCommand implements Callable<Integer> {

  @Option(
      names = "--within",
      defaultValue = "2m",
      paramLabel = "TIME",
      description = "How long to wait for quiet (default ${DEFAULT-VALUE}).")
  @Bounds(least = "0s", most = "24h")
  private Duration within;

  @Option(
      names = "--settle-within",
      defaultValue = "2m",
      paramLabel = "TIME",
      description =
          "How long an order may take to its end; more when the acquirer was out"
              + " (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "24h")
  private Duration settleWithin;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean asJson;

  @Override
  public Integer call() throws InterruptedException {
    var result =
        Reconciliation.of(RunningSystem.find(), within, settleWithin, new Waiting(System.err));
    if (asJson) {
      System.out.println(JsonMapper.shared().writeValueAsString(result));
    } else {
      result.print(System.out);
    }
    return result.exitCode();
  }
}

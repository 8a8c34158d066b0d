package dev.coalmine.lab.crash;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.Interruption;
import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.crash.Killing.Hits;
import dev.coalmine.lab.fault.FaultLock;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.Load;
import dev.coalmine.lab.load.LoadCommand;
import dev.coalmine.lab.load.Plan;
import dev.coalmine.lab.load.PlanOptions;
import dev.coalmine.lab.settled.InFlight;
import dev.coalmine.lab.settled.Settled;
import dev.coalmine.lab.settled.SettledCommand;
import dev.coalmine.lab.settled.Stores;
import dev.coalmine.lab.system.SystemState;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./coalmine crash}. */
@Command(
    name = "crash",
    description = {
      "Rounds of load during which services are killed, each followed by 'settled'.",
      "Gateway, order-service, payment-service and notification-service get SIGKILL again and"
          + " again; with --read-only the database takes no writes for a while in each round.",
      "Exit code: 0 when every round settled and every service was hit with orders in hand;",
      "1 when an order was lost or a service never hit; 2 when a round does not come to rest."
    })
public final class CrashCommand implements Callable<Integer> {

  private static final Duration END_LIMIT = LoadCommand.PATIENCE.plusSeconds(5);

  @Mixin private PlanOptions options;

  @Option(
      names = "--rounds",
      defaultValue = "10",
      paramLabel = "N",
      description = "How many (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "1000")
  private int rounds;

  @Option(
      names = "--time",
      defaultValue = "2m",
      paramLabel = "TIME",
      description = "Of load per round (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "24h")
  private Duration time;

  @Option(
      names = "--pause",
      defaultValue = "5s",
      paramLabel = "TIME",
      description =
          "Between a victim's return and the next kill, on average (default ${DEFAULT-VALUE}).")
  @Bounds(least = "100ms", most = "1h")
  private Duration pause;

  @Option(
      names = "--read-only",
      paramLabel = "TIME",
      description =
          "So long the database takes no writes, from a third of each round on: 1s to two thirds of"
              + " --time (default: not at all).")
  @Bounds(least = "1s", most = "16h")
  private Duration readOnly;

  @Option(
      names = "--within",
      defaultValue = "2m",
      paramLabel = "TIME",
      description = "For everything to settle after a round (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "24h")
  private Duration within;

  /** Begun by the first round with its seed. */
  private VictimOrder order;

  @Override
  public Integer call() throws InterruptedException {
    if (readOnly != null && readOnly.compareTo(latest()) > 0) {
      throw new UsageError("--read-only is 1s to two thirds of --time");
    }
    var hits = new TreeMap<String, Hits>();
    try (var _ = FaultLock.take(Home.find(), "crash");
        var interruption = new Interruption(END_LIMIT)) {
      for (int round = 1; round <= rounds && !interruption.isWished(); round++) {
        System.out.printf("round %d of %d%n", round, rounds);
        int exitCode = round(interruption, hits);
        if (exitCode != 0) {
          return exitCode;
        }
      }
    }
    return tell(hits);
  }

  private Duration latest() {
    return time.multipliedBy(2).dividedBy(3);
  }

  private int round(Interruption interruption, Map<String, Hits> hits) throws InterruptedException {
    var system = SystemState.load();
    var plan = options.plan(time);
    load(system, plan, interruption)
        .forEach((service, more) -> hits.merge(service, more, Hits::plus));
    var settled = Settled.check(system, within, _ -> {});
    SettledCommand.print(System.out, settled, within);
    return settled.exitCode();
  }

  private Map<String, Hits> load(SystemState system, Plan plan, Interruption interruption)
      throws InterruptedException {
    if (order == null) {
      order = new VictimOrder(Victims.SERVICES, new Random(plan.seed()));
    }
    try (var shop = JournaledShop.open(system);
        var stores = Stores.open(system)) {
      var load = new Load(shop, plan, shop.products(plan.products()));
      System.out.printf(
          "  %s orders/s for %s, seed %d%n", plan.rate(), Durations.text(time), plan.seed());
      var victims = new Victims(system, shop.shop(), new InFlight(stores));
      try (var killing =
              new Killing(victims, order, new Random(plan.seed()), pause, time, System.out);
          var readOnlyPhase = new ReadOnlyPhase(readOnly, time.dividedBy(3), System.out)) {
        interruption.endsBy(
            () -> {
              System.err.println(
                  "Ctrl-C: no more kills; waits until the orders under way have settled");
              load.stop();
              killing.close();
              readOnlyPhase.close(); // or they would wait for its end
            });
        var report = load.run();
        var hits = killing.end();
        readOnlyPhase.end();
        report.printSummary(System.out);
        return hits;
      }
    }
  }

  private static int tell(Map<String, Hits> hits) {
    System.out.println();
    hits.forEach(
        (service, all) ->
            System.out.printf(
                "%-22s killed %3d times, with %d orders in hand%n",
                service, all.kills(), all.orders()));
    var spared = Killing.spared(hits);
    if (!spared.isEmpty()) {
      System.out.printf("no test of %s: no kill hit an order in hand%n", spared);
      return 1;
    }
    System.out.println("every round settled");
    return 0;
  }
}

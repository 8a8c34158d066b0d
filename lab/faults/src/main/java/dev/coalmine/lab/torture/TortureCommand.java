package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Interruption;
import dev.coalmine.lab.fault.FaultLock;
import dev.coalmine.lab.fault.Injector;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.Load;
import dev.coalmine.lab.load.LoadCommand;
import dev.coalmine.lab.load.Plan;
import dev.coalmine.lab.load.PlanOptions;
import dev.coalmine.lab.misbehaviour.Sandbox;
import dev.coalmine.lab.reconcile.Reconciliation;
import dev.coalmine.lab.settled.Waiting;
import dev.coalmine.lab.system.SystemState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./coalmine torture}. */
@Command(
    name = "torture",
    description = {
      "Load, and everything that can fail does, as a seed has it: processes, links, the acquirer.",
      "Then recovery, reconcile, and a page that shows what happened when.",
      "Needs ./coalmine up --proxies. The same seed repeats the sequence.",
      "Exit code: 0 when the system came back and the books agree, else 1; 2 when it did not come",
      "to rest."
    })
public final class TortureCommand implements Callable<Integer> {

  private static final Duration QUIET_WITHIN = Duration.ofMinutes(5);

  @Mixin private PlanOptions options;

  @Option(
      names = "--minutes",
      defaultValue = "5",
      paramLabel = "N",
      description = "Of faults (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "1440")
  private int minutes;

  @Option(
      names = "--settle-within",
      defaultValue = "5m",
      paramLabel = "TIME",
      description =
          "How long an order may take to its end while one fault follows the other"
              + " (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "24h")
  private Duration settleWithin;

  @Override
  public Integer call() throws InterruptedException {
    var system = SystemState.load();
    var injector = Injector.of(system);
    var plan = options.plan(Duration.ofMinutes(minutes));
    System.out.printf(
        "%s orders/s for %d min, seed %d; to repeat it: ./coalmine torture --minutes %d --rate %s"
            + " --seed %d%n",
        plan.rate(), minutes, plan.seed(), minutes, plan.rate(), plan.seed());
    try (var _ = FaultLock.take(Home.find(), "torture");
        var interruption = new Interruption(LoadCommand.PATIENCE.plusSeconds(5));
        var shop = JournaledShop.open(system)) {
      var story = torture(system, injector, plan, shop, interruption);
      var page = TorturePage.write(story, reports(system));
      System.out.println("report: " + page);
      return story.exitCode();
    }
  }

  private Story torture(
      SystemState system,
      Injector injector,
      Plan plan,
      JournaledShop shop,
      Interruption interruption)
      throws InterruptedException {
    var skus = shop.products(plan.products());
    var load = new Load(shop, plan, skus);
    var faults = FaultSchedule.of(plan.seed(), plan.time());
    var acquirer = new Sandbox(system.acquirer());
    try (var sampling = new Sampling(load);
        var injection = new FaultInjection(faults, injector, acquirer, System.out)) {
      interruption.endsBy(
          () -> {
            System.err.println(
                "Ctrl-C: no more faults; waits for the orders under way, one more order, and the"
                    + " books");
            load.stop();
            injection.close();
            injector.clear(); // or the orders would wait for the faults' end
            acquirer.clear();
          });
      load.run();
      injection.close();
      injector.clear();
      acquirer.clear();
      var recovery = new Probe(system, shop, skus.getFirst()).awaitRecovery();
      sampling.close();
      var books =
          Reconciliation.of(
              SystemState.load(), QUIET_WITHIN, settleWithin, new Waiting(System.err));
      load.report().printSummary(System.out);
      System.out.println(
          recovery.isPresent()
              ? "an order got through %.1f s after the last fault".formatted(recovery.getAsDouble())
              : "no order got through within two minutes of the last fault");
      books.print(System.out);
      return new Story(plan, injection.begun(), sampling.samples(), load.report(), recovery, books);
    } finally {
      injector.clear();
    }
  }

  private static Path reports(SystemState system) {
    return Path.of(system.home(), "reports");
  }
}

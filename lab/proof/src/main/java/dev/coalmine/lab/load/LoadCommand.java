package dev.coalmine.lab.load;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.Interruption;
import dev.coalmine.lab.process.Background;
import dev.coalmine.lab.system.RunningSystem;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine load}. */
@Command(
    name = "load",
    description = {
      "Places orders at a rate for a time, through all gateways, and keeps a journal.",
      "Ctrl-C ends it early; what was asked is still followed to its answer. Then:",
      "./coalmine settled"
    })
public final class LoadCommand implements Callable<Integer> {

  /** How long a client goes on asking: longer than a service needs to come back. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration FEEDBACK = Duration.ofSeconds(5);

  @Mixin private PlanOptions options;

  @Option(
      names = "--time",
      defaultValue = "30s",
      paramLabel = "TIME",
      description = "For how long, as 30s or 2m (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "24h")
  private Duration time;

  @Option(
      names = "--blind-connections",
      description = {
        "Use kept connections again without a look whether a gateway has closed them, as some",
        "proxies do: a gateway that leaves must have said so in its last answer on each."
      })
  private boolean blind;

  @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
  private boolean asJson;

  @Override
  public Integer call() throws InterruptedException {
    var plan = options.plan(time);
    var system = RunningSystem.find();
    var out = asJson ? new PrintStream(OutputStream.nullOutputStream()) : System.out;
    try (var interruption = new Interruption(PATIENCE.plusSeconds(5));
        var shop = JournaledShop.open(system, transport())) {
      var load = new Load(shop, plan, shop.products(plan.products()));
      interruption.endsBy(load::stop);
      out.printf(
          "%s orders/s for %s by %d customers through %d gateway(s), seed %d%njournal: %s%n",
          plan.rate(),
          Durations.text(time),
          plan.customers(),
          system.gateways().size(),
          plan.seed(),
          shop.journal().path());
      return tell(run(load, shop.shop(), out), out);
    }
  }

  private Transport transport() {
    return blind ? new BlindTransport() : new HttpClientTransport();
  }

  private static Report run(Load load, Shop shop, PrintStream out) throws InterruptedException {
    long start = System.nanoTime();
    try (var _ =
        Background.every(
            FEEDBACK,
            () ->
                load.report()
                    .printLine(
                        out,
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                        shop.open()))) {
      return load.run();
    }
  }

  private int tell(Report report, PrintStream out) {
    if (asJson) {
      System.out.println(JsonMapper.shared().writeValueAsString(report));
    }
    report.printSummary(out);
    return report.accepted() > 0 ? 0 : 1;
  }
}

package dev.coalmine.lab.bench;

import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.Load;
import dev.coalmine.lab.load.Plan;
import dev.coalmine.lab.settled.Quiescence;
import dev.coalmine.lab.settled.Stores;
import dev.coalmine.lab.system.SystemState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./coalmine bench orders}. */
@Command(
    name = "orders",
    description = {
      "Measures orders accepted and drained per second, beside a bare loop of inserts.",
      "The loop inserts one row and commits, on the same PostgreSQL with as many clients. Then the"
          + " latency is measured at half of the rate that the system drains. ./coalmine up first."
    })
public final class OrdersCommand implements Callable<Integer> {

  private static final int PRODUCTS = 100;
  private static final Duration DRAIN = Duration.ofMinutes(10);

  @Option(
      names = "--clients",
      defaultValue = "1,8,32",
      split = ",",
      paramLabel = "N",
      description = "How many at once (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "100")
  private List<Integer> clients;

  @Option(
      names = "--time",
      defaultValue = "10s",
      paramLabel = "TIME",
      description = "Of each measurement (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "1h")
  private Duration time;

  @Option(
      names = "--warm-up",
      defaultValue = "60s",
      paramLabel = "TIME",
      description = "Before the first; a JVM needs it (default ${DEFAULT-VALUE}).")
  @Bounds(least = "0s", most = "1h")
  private Duration warmUp;

  private SystemState system;
  private JournaledShop shop;
  private Quiescence quiescence;

  @Override
  public Integer call() throws InterruptedException, SQLException {
    system = SystemState.load();
    try (var shop = JournaledShop.open(system);
        var stores = Stores.open(system)) {
      this.shop = shop;
      quiescence = new Quiescence(system, stores);
      measure(shop.products(PRODUCTS));
    }
    return 0;
  }

  private void measure(List<String> skus) throws InterruptedException, SQLException {
    var bare = BareInserts.on(system);
    ClosedLoop.run(8, warmUp, orders(skus));
    drain();
    Row.printHead(System.out);
    double drained = 0;
    for (int count : clients) {
      row("uniform", count, bare, skus).print(System.out);
      var hot = row("one hot", count, bare, skus.subList(0, 1));
      hot.print(System.out);
      drained = Math.max(drained, hot.drained());
    }
    latency(drained / 2, skus);
  }

  private ClosedLoop.Clients orders(List<String> skus) {
    return number -> new OrderClient(shop.shop(), shop.customers().token("bench-" + number), skus);
  }

  private Row row(String products, int count, ClosedLoop.Clients bare, List<String> skus)
      throws InterruptedException {
    double seconds = time.toMillis() / 1e3;
    double inserted = ClosedLoop.run(count, time, bare) / seconds;
    var before = Costs.of(system);
    long start = System.nanoTime();
    long accepted = ClosedLoop.run(count, time, orders(skus));
    double drained = (drain() - start) / 1e9;
    var costs = Costs.of(system).minus(before);
    if (accepted == 0) {
      throw new UserError("no order was accepted; ./coalmine status tells what runs");
    }
    return new Row(
        products,
        count,
        inserted,
        accepted / seconds,
        accepted / drained,
        (double) costs.commits() / accepted,
        (double) costs.fsyncs() / accepted,
        (double) costs.cpu().toMillis() / accepted);
  }

  /**
   * @return when nothing was in flight any more, by {@link System#nanoTime}
   */
  private long drain() throws InterruptedException {
    var left = quiescence.await(DRAIN, _ -> {});
    if (!left.isEmpty()) {
      throw new UserError("after %s there is still %s".formatted(Durations.text(DRAIN), left));
    }
    return quiescence.quietSince();
  }

  private void latency(double rate, List<String> skus) throws InterruptedException {
    var plan = new Plan(rate, time.multipliedBy(3), 50, skus.size(), 2, 0, 1);
    System.out.printf("%nat half load, %.1f orders/s for %s:%n", rate, Durations.text(plan.time()));
    new Load(shop, plan, skus).run().printSummary(System.out);
  }
}

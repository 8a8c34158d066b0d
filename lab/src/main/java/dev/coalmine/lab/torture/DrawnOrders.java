package dev.coalmine.lab.torture;

import dev.coalmine.lab.journal.Journal;
import dev.coalmine.lab.load.Customers;
import dev.coalmine.lab.load.Load;
import dev.coalmine.lab.load.PlanOptions;
import dev.coalmine.lab.load.Shop;
import java.time.Duration;
import java.util.List;

/** Random ones. */
final class DrawnOrders implements Workload {

  private final Shop shop;
  private final Customers customers;
  private final Journal journal;
  private final PlanOptions options;
  private final List<String> skus;
  private volatile boolean stopped;
  private volatile Load load;

  DrawnOrders(
      Shop shop, Customers customers, Journal journal, PlanOptions options, List<String> skus) {
    this.shop = shop;
    this.customers = customers;
    this.journal = journal;
    this.options = options;
    this.skus = skus;
  }

  @Override
  public Offered offer(Duration time) throws InterruptedException {
    load = new Load(shop, customers, journal, options.plan(time), skus);
    if (stopped) {
      load.stop();
    }
    var report = load.run();
    return new Offered(report.offered(), report.offered() - report.accepted());
  }

  @Override
  public void stop() {
    stopped = true;
    if (load != null) {
      load.stop();
    }
  }
}

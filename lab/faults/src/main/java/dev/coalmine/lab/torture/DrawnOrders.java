package dev.coalmine.lab.torture;

import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.Load;
import dev.coalmine.lab.load.PlanOptions;
import java.time.Duration;
import java.util.List;

/** Random ones. */
final class DrawnOrders implements Workload {

  private final JournaledShop shop;
  private final PlanOptions options;
  private final List<String> skus;
  private volatile boolean stopped;
  private volatile Load load;

  DrawnOrders(JournaledShop shop, PlanOptions options, List<String> skus) {
    this.shop = shop;
    this.options = options;
    this.skus = skus;
  }

  @Override
  public Offered offer(Duration time) throws InterruptedException {
    load = new Load(shop, options.plan(time), skus);
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

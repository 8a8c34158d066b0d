package dev.coalmine.lab.load;

import dev.coalmine.lab.journal.Entry;
import dev.coalmine.lab.load.Arrivals.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An open loop: orders come when the plan says, whether earlier ones are answered or not, and their
 * latency counts from then. Each is in the journal before its first attempt and after its last.
 */
public final class Load {

  /** So far ahead are intents written, in one fsync for all of them. */
  private static final long TICK = Duration.ofMillis(50).toNanos();

  private final JournaledShop shop;
  private final Plan plan;
  private final Arrivals arrivals;
  private final Tally tally = new Tally();
  private volatile boolean stopped;

  public Load(JournaledShop shop, Plan plan, List<String> skus) {
    this.shop = shop;
    this.plan = plan;
    this.arrivals = new Arrivals(plan, skus);
  }

  /** Returns when the time is over and every order has its answer or was given up. */
  public Report run() throws InterruptedException {
    try (var orders = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime() + 2 * TICK;
      for (long told = 0; told < plan.time().toNanos() && !stopped; told += TICK) {
        var due = arrivals.until(told + TICK);
        offer(due, start, orders);
        sleepUntil(start + told - TICK);
      }
    }
    return tally.report();
  }

  /** No new orders; those asked for are still followed. */
  public void stop() {
    stopped = true;
  }

  public Report report() {
    return tally.report();
  }

  /** What came of the requests that ended since the last call. */
  public Tally.Interval interval() {
    return tally.interval();
  }

  private void offer(List<Arrival> due, long start, ExecutorService orders) {
    var intents =
        due.stream().map(it -> Entry.place(UUID.randomUUID().toString(), it.customer())).toList();
    shop.journal().write(intents);
    tally.offered(due.size());
    for (int i = 0; i < due.size(); i++) {
      var arrival = due.get(i);
      var intent = intents.get(i);
      orders.submit(
          () -> {
            place(arrival, intent, start + arrival.at());
            return null;
          });
    }
  }

  private void place(Arrival arrival, Entry intent, long intended) throws InterruptedException {
    var token = shop.customers().token(arrival.customer());
    sleepUntil(intended);
    var reply = shop.shop().post("/api/orders", token, intent.key(), arrival.body());
    tally.placed(reply, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - intended));
    shop.journal().append(List.of(intent.answered(reply.id(), reply.status())));
    if (reply.isOk() && arrival.cancel()) {
      var cancel = Entry.cancel(UUID.randomUUID().toString(), arrival.customer(), reply.id());
      tally.cancelled(shop.cancel(cancel));
    }
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
  }
}

package dev.coalmine.lab.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Which order comes when; the same for the same seed. */
final class Arrivals {

  private static final double NANOS = 1e9;

  private final Plan plan;
  private final List<String> skus;
  private final Random random;
  private long at;

  Arrivals(Plan plan, List<String> skus) {
    this.plan = plan;
    this.skus = skus;
    this.random = new Random(plan.seed());
    this.at = gap();
  }

  /**
   * @param at nanoseconds after the start
   * @param cancel whether the customer will think better of it
   */
  record Arrival(long at, String customer, String body, boolean cancel) {}

  /** All that come before that moment and have not been told of. */
  List<Arrival> until(long nanos) {
    var due = new ArrayList<Arrival>();
    while (at < Math.min(nanos, plan.time().toNanos())) {
      due.add(
          new Arrival(
              at,
              "load-%04d".formatted(random.nextInt(plan.customers())),
              body(),
              random.nextInt(100) < plan.cancellations()));
      at += gap();
    }
    return due;
  }

  private long gap() {
    return (long) (-Math.log(1 - random.nextDouble()) / plan.rate() * NANOS);
  }

  private String body() {
    int wanted = Math.min(1 + random.nextInt(plan.lines()), skus.size());
    var basket = new TreeSet<String>();
    while (basket.size() < wanted) {
      basket.add(skus.get(random.nextInt(skus.size())));
    }
    return OrderJson.of(basket, 1 + random.nextInt(3));
  }
}

package dev.coalmine.lab.crash;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.process.Background;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One service after another, in an order and at moments left to chance, for as long as orders come:
 * the next when the last is back, or nothing would be left to hit.
 */
final class Killing implements AutoCloseable {

  private final Victims victims;
  private final VictimOrder order;
  private final Random random;
  private final Duration pause;
  private final PrintStream out;
  private final Map<String, Hits> hits = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private final long deadline;
  private final Background background;

  /** How often a service was killed, and how many orders that hit. */
  record Hits(int kills, long orders) {

    Hits plus(Hits more) {
      return new Hits(kills + more.kills, orders + more.orders);
    }
  }

  /**
   * @param order of all rounds
   * @param pause the mean between a victim's return and the next kill; each lasts half to one and a
   *     half of it
   * @param time for how long
   */
  Killing(
      Victims victims,
      VictimOrder order,
      Random random,
      Duration pause,
      Duration time,
      PrintStream out) {
    this.victims = victims;
    this.order = order;
    this.random = random;
    this.pause = pause;
    this.deadline = start + time.toNanos();
    this.out = out;
    this.background = new Background(this::kill);
  }

  private void kill(CountDownLatch closed) throws InterruptedException {
    while (!closed.await(pauseMs(), TimeUnit.MILLISECONDS) && System.nanoTime() < deadline) {
      var service = order.next();
      var replicas = SystemState.load().service(service);
      if (!strike(replicas.get(random.nextInt(replicas.size())), closed)
          && closed.getCount() == 0) {
        order.putBack(service);
      }
    }
  }

  private long pauseMs() {
    return (long) (pause.toMillis() * (0.5 + random.nextDouble()));
  }

  /** Returns whether it was killed. */
  private boolean strike(PartState part, CountDownLatch closed) throws InterruptedException {
    var hit = victims.kill(part, closed);
    if (hit == null) {
      return false;
    }
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    hits.merge(part.service(), new Hits(1, hit.orders()), Hits::plus);
    var back = victims.awaitReturn(part, closed);
    out.printf(
        "  %2d:%02d  SIGKILL %-22s with %4d orders in hand, %s%n",
        seconds / 60,
        seconds % 60,
        hit.part(),
        hit.orders(),
        back.map(time -> "back after %.1f s".formatted(time.toMillis() / 1e3))
            .orElse("not back when the waiting ended"));
    return true;
  }

  /**
   * Ends the killing.
   *
   * @throws UserError when it had stopped before
   */
  Map<String, Hits> end() throws InterruptedException {
    var failure = background.end();
    if (failure != null) {
      throw new UserError("the killing stopped: " + failure.getMessage(), failure);
    }
    return hits;
  }

  @Override
  public void close() {
    background.close();
  }

  static List<String> spared(Map<String, Hits> hits) {
    return Victims.SERVICES.stream()
        .filter(it -> !hits.containsKey(it) || hits.get(it).orders() == 0)
        .toList();
  }
}

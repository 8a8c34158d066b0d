package dev.coalmine.lab.crash;

import dev.coalmine.lab.Complaint;
import dev.coalmine.lab.launch.PartState;
import dev.coalmine.lab.launch.SystemState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One service after another, in an order and at moments left to chance, until it is closed. */
final class Killing implements AutoCloseable {

  private final Victims victims;
  private final Random random;
  private final Duration pause;
  private final PrintStream out;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Hits> hits = new LinkedHashMap<>();
  private final long start = System.nanoTime();
  private final Thread thread;
  private volatile RuntimeException failure;

  /** How often a service was killed, and how many orders that hit. */
  record Hits(int kills, long orders) {

    Hits plus(long more) {
      return new Hits(kills + 1, orders + more);
    }
  }

  /**
   * @param pause the mean between two kills; each lasts half to one and a half of it
   */
  Killing(Victims victims, Random random, Duration pause, PrintStream out) {
    this.victims = victims;
    this.random = random;
    this.pause = pause;
    this.out = out;
    this.thread = Thread.ofVirtual().start(this::kill);
  }

  private void kill() {
    try {
      var order = new ArrayList<String>();
      while (!closed.await(pauseMs(), TimeUnit.MILLISECONDS)) {
        if (order.isEmpty()) { // each once before any twice
          order.addAll(Victims.SERVICES);
          Collections.shuffle(order, random);
        }
        strike(order.removeFirst());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private long pauseMs() {
    return (long) (pause.toMillis() * (0.5 + random.nextDouble()));
  }

  private void strike(String service) throws InterruptedException {
    var replicas = SystemState.load().service(service);
    var running = replicas.stream().filter(it -> it.pid() > 0).toList();
    if (running.isEmpty()) {
      return; // it is still coming back from the last time
    }
    kill(running.get(random.nextInt(running.size())));
  }

  private void kill(PartState part) throws InterruptedException {
    var hit = victims.kill(part);
    if (hit == null) {
      return;
    }
    hits.merge(part.service(), new Hits(1, hit.orders()), (all, one) -> all.plus(one.orders()));
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    out.printf(
        "  %2d:%02d  SIGKILL %-22s with %d orders in hand%n",
        seconds / 60, seconds % 60, hit.part(), hit.orders());
  }

  /** Ends it. */
  Map<String, Hits> end() throws InterruptedException {
    closed.countDown();
    thread.join();
    if (failure != null) {
      throw new Complaint("the killing stopped: " + failure.getMessage(), failure);
    }
    return hits;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  static List<String> spared(Map<String, Hits> hits) {
    return Victims.SERVICES.stream()
        .filter(it -> !hits.containsKey(it) || hits.get(it).orders() == 0)
        .toList();
  }
}

package dev.coalmine.lab.torture;

import dev.coalmine.lab.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at a load once a second. */
final class Sampling implements AutoCloseable {

  private final List<Sample> samples = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Load load;
  private final Thread thread;

  Sampling(Load load) {
    this.load = load;
    this.thread = Thread.startVirtualThread(this::look);
  }

  private void look() {
    long offered = 0;
    long accepted = 0;
    try {
      for (int second = 1; !closed.await(1, TimeUnit.SECONDS); second++) {
        var now = load.interval();
        var sample =
            new Sample(
                second,
                now.offered() - offered,
                now.accepted() - accepted,
                now.latency().p50(),
                now.latency().p99());
        offered = now.offered();
        accepted = now.accepted();
        synchronized (samples) {
          samples.add(sample);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  List<Sample> samples() {
    synchronized (samples) {
      return List.copyOf(samples);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

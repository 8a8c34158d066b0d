package dev.coalmine.lab.torture;

import dev.coalmine.lab.load.Load;
import dev.coalmine.lab.process.Background;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Looks at a load once a second. */
final class Sampling implements AutoCloseable {

  private final List<Sample> samples = new CopyOnWriteArrayList<>();
  private final Load load;
  private final Background background;
  private long offered;
  private long accepted;

  Sampling(Load load) {
    this.load = load;
    this.background = Background.every(Duration.ofSeconds(1), this::look);
  }

  private void look() {
    var now = load.interval();
    samples.add(
        new Sample(
            samples.size() + 1,
            now.offered() - offered,
            now.accepted() - accepted,
            now.latency().p50(),
            now.latency().p99()));
    offered = now.offered();
    accepted = now.accepted();
  }

  /**
   * A second of it.
   *
   * @param second since the start
   * @param offered orders
   * @param accepted orders
   * @param p50 milliseconds, of what was answered in this second; 0 when nothing was
   * @param p99 the same
   */
  record Sample(int second, long offered, long accepted, double p50, double p99) {}

  List<Sample> samples() {
    return samples;
  }

  @Override
  public void close() {
    background.close();
  }
}

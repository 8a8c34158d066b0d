package dev.coalmine.platform.loop;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes the loops of a process, and knows whether one of them has died. */
public final class SupervisedLoops {

  private final MeterRegistry meters;
  private final List<SupervisedLoop> loops = new CopyOnWriteArrayList<>();

  public SupervisedLoops(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * @param name of the thread, and the tag {@code loop} of {@code loop.failures} and {@code
   *     loop.dead}
   * @param pause between two steps, and the least back-off after a failure; more than 0
   * @return a loop that is yet to be started
   */
  public SupervisedLoop loop(String name, Duration pause, SupervisedLoop.Step step) {
    var failures =
        meters.counter("loop.failures", "loop", name); // there from the start: it is alerted on
    var loop = new SupervisedLoop(name, pause, step, failures);
    Gauge.builder("loop.dead", loop, it -> it.isDead() ? 1 : 0)
        .description("1 when the thread has ended although nothing stopped it")
        .tag("loop", name)
        .register(meters);
    loops.add(loop);
    return loop;
  }

  /** The names of the loops whose thread has ended although nothing stopped it. */
  List<String> dead() {
    return loops.stream().filter(SupervisedLoop::isDead).map(SupervisedLoop::name).toList();
  }
}

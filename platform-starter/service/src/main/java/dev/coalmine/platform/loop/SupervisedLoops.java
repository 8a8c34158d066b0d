package dev.coalmine.platform.loop;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.springframework.context.SmartLifecycle;

/** Makes the loops of a process, and knows whether one of them has died. */
public final class SupervisedLoops {

  private final MeterRegistry meters;
  private final BiConsumer<String, SmartLifecycle> application;
  private final List<SupervisedLoop> loops = new CopyOnWriteArrayList<>();

  /**
   * @param application takes what is to start and stop with the application, with its name
   */
  public SupervisedLoops(MeterRegistry meters, BiConsumer<String, SmartLifecycle> application) {
    this.meters = meters;
    this.application = application;
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

  /**
   * Starts a loop with the application, and stops it with the application.
   *
   * @param enabled whether to start it
   * @param phase of the application's start and stop; {@link SmartLifecycle#getPhase}
   * @param stopLimit how long the application waits for the step that runs
   */
  public void runWithApplication(
      SupervisedLoop loop, boolean enabled, int phase, Duration stopLimit) {
    application.accept(loop.name() + "-loop", new LoopLifecycle(loop, enabled, phase, stopLimit));
  }

  /** The names of the loops whose thread has ended although nothing stopped it. */
  List<String> dead() {
    return loops.stream().filter(SupervisedLoop::isDead).map(SupervisedLoop::name).toList();
  }
}

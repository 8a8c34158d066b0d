package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.fault.Injector;
import dev.coalmine.lab.misbehaviour.Sandbox;
import dev.coalmine.lab.process.Background;
import dev.coalmine.lab.torture.FaultSchedule.Planned;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Injects the planned faults, each at its time. */
final class FaultInjection implements AutoCloseable {

  private final List<Planned> planned;
  private final Injector injector;
  private final Sandbox acquirer;
  private final PrintStream out;
  private final List<Begun> begun = new CopyOnWriteArrayList<>();
  private final long start = System.nanoTime();
  private final Background background;

  /**
   * @param at since the start
   * @param failure why it could not begin; null when it did
   */
  record Begun(Duration at, InjectedFault fault, String failure) {}

  FaultInjection(List<Planned> planned, Injector injector, Sandbox acquirer, PrintStream out) {
    this.planned = planned;
    this.injector = injector;
    this.acquirer = acquirer;
    this.out = out;
    this.background = new Background(this::run);
  }

  private void run(CountDownLatch closed) throws InterruptedException {
    for (var next : planned) {
      long wait = next.at().toNanos() - (System.nanoTime() - start);
      if (closed.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
        return;
      }
      begin(next.fault());
    }
  }

  private void begin(InjectedFault fault) {
    var at = Duration.ofNanos(System.nanoTime() - start);
    String failure = null;
    try {
      fault.begin(injector, acquirer);
    } catch (UserError e) {
      failure = e.getMessage(); // frozen already, or just dead: the next fault comes anyway
    } catch (RuntimeException e) {
      failure = e.toString(); // a defect of the lab must not end the injection
    }
    begun.add(new Begun(at, fault, failure));
    out.printf(
        "  %2d:%02d  %-22s %s%s%n",
        at.toMinutes(),
        at.toSecondsPart(),
        fault.target(),
        fault.name(),
        failure == null ? "" : " (not: " + failure + ")");
  }

  List<Begun> begun() {
    return begun;
  }

  @Override
  public void close() {
    background.close();
  }
}

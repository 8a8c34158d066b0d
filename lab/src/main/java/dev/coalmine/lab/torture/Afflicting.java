package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.fault.Injector;
import dev.coalmine.lab.misbehaviour.Sandbox;
import dev.coalmine.lab.torture.Troubles.Planned;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets the planned troubles begin, each at its time. */
final class Afflicting implements AutoCloseable {

  private final List<Planned> planned;
  private final Injector injector;
  private final Sandbox acquirer;
  private final PrintStream out;
  private final List<Begun> begun = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long start = System.nanoTime();
  private final Thread thread;

  /**
   * @param at since the start
   * @param failure why it could not begin; null when it did
   */
  record Begun(Duration at, Trouble trouble, String failure) {}

  Afflicting(List<Planned> planned, Injector injector, Sandbox acquirer, PrintStream out) {
    this.planned = planned;
    this.injector = injector;
    this.acquirer = acquirer;
    this.out = out;
    this.thread = Thread.startVirtualThread(this::run);
  }

  private void run() {
    try {
      for (var next : planned) {
        long wait = next.at().toNanos() - (System.nanoTime() - start);
        if (closed.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
          return;
        }
        begin(next.trouble());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Trouble trouble) {
    var at = Duration.ofNanos(System.nanoTime() - start);
    String failure = null;
    try {
      trouble.begin(injector, acquirer);
    } catch (UserError e) {
      failure = e.getMessage(); // frozen already, or just dead: the next trouble comes anyway
    } catch (RuntimeException e) {
      failure = e.toString(); // a defect of ours must not be a quiet hour for them
    }
    synchronized (begun) {
      begun.add(new Begun(at, trouble, failure));
    }
    out.printf(
        "  %2d:%02d  %-22s %s%s%n",
        at.toMinutes(),
        at.toSecondsPart(),
        trouble.target(),
        trouble.name(),
        failure == null ? "" : " (not: " + failure + ")");
  }

  List<Begun> begun() {
    synchronized (begun) {
      return List.copyOf(begun);
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

package dev.coalmine.lab.acquirer;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs a task once a second. */
final class PeriodicTask implements AutoCloseable {

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("periodic-task").daemon().factory());

  PeriodicTask(Runnable task) {
    timer.scheduleWithFixedDelay(() -> run(task), 1, 1, TimeUnit.SECONDS);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) { // thrown on, it would end the timer for good
      System.err.println("holds were not looked after, this time: " + e); // the next may succeed
    }
  }

  /** Waits for the task that runs. */
  @Override
  public void close() {
    timer.close();
  }
}

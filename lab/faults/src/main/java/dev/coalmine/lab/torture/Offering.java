package dev.coalmine.lab.torture;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.torture.Workload.Offered;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Orders that are offered while a fault is on. When this is closed early, the fault is ended first,
 * because the orders under way get no answer as long as it lasts.
 */
final class Offering implements AutoCloseable {

  private final Workload workload;
  private final Runnable endFault;
  private final CompletableFuture<Offered> offered;

  /**
   * Starts to offer.
   *
   * @param time for how long
   * @param endFault ends the fault before its time
   */
  Offering(Workload workload, Duration time, Runnable endFault) {
    this.workload = workload;
    this.endFault = endFault;
    this.offered =
        CompletableFuture.supplyAsync(
            () -> offer(workload, time), task -> Thread.ofVirtual().start(task));
  }

  private static Offered offer(Workload workload, Duration time) {
    try {
      return workload.offer(time);
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  /**
   * Returns when every order has its answer or was given up.
   *
   * @throws UserError when they could not even be asked for
   * @throws InterruptedException when the calling thread is interrupted meanwhile
   */
  Offered await() throws InterruptedException {
    try {
      return offered.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UserError error ? error : new CompletionException(e.getCause());
    }
  }

  /** Returns when no order is under way; the thread's interruption is kept for the caller. */
  @Override
  public void close() {
    if (offered.isDone()) {
      return;
    }
    boolean interrupted = Thread.interrupted(); // or the fault could not be ended
    try {
      workload.stop();
      endFault.run();
      offered.handle((_, _) -> null).join();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

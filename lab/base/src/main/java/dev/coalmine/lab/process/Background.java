package dev.coalmine.lab.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work on a thread of its own beside the present work, until it is closed. */
public final class Background implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Throwable failure;
  private boolean taken;

  /** Work beside the present work. */
  public interface Work {

    /**
     * @param closed becomes 0 when the work is to end
     */
    void run(CountDownLatch closed) throws InterruptedException;
  }

  /** Starts the work at once. */
  public Background(Work work) {
    thread = Thread.startVirtualThread(() -> run(work));
  }

  /** Does the work after each pause until it is closed. */
  public static Background every(Duration pause, Runnable work) {
    return new Background(
        closed -> {
          while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            work.run();
          }
        });
  }

  private void run(Work work) {
    try {
      work.run(closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (
        Throwable e) { // also an Error: the work has ended, and a check must not count it as done
      failure = e;
    }
  }

  /**
   * Ends the work, and waits for its end.
   *
   * @return what the work failed with; null when it did not fail
   * @throws InterruptedException when the wait was interrupted; the work may go on
   */
  public RuntimeException end() throws InterruptedException {
    taken = true;
    closed.countDown();
    thread.join();
    return switch (failure) {
      case null -> null;
      case RuntimeException e -> e;
      case Throwable e -> new IllegalStateException("background work failed", e);
    };
  }

  /**
   * Ends the work, and waits for its end.
   *
   * @throws RuntimeException when the work failed and {@link #end} was not asked about it
   */
  @Override
  public void close() {
    if (taken) {
      return;
    }
    try {
      var failed = end();
      if (failed != null) {
        throw failed;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

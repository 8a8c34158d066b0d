package dev.coalmine.lab.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work on a thread of its own beside the present work, until it is closed. */
public final class Background implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile RuntimeException failure;

  /** What is done meanwhile. */
  public interface Work {

    /**
     * @param closed becomes 0 when the work is to end
     */
    void run(CountDownLatch closed) throws InterruptedException;
  }

  /** Starts at once. */
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
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Ends the work, and returns what it failed with; null when it did not. */
  public RuntimeException end() {
    close();
    return failure;
  }

  /** Returns when the work has ended. */
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

package dev.coalmine.lab.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as a wish: the command is told to come to an end, and the process lives until it has, or
 * for a bounded time.
 */
public final class Interruption implements AutoCloseable {

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Duration limit;
  private final Thread hook;
  private volatile Runnable end = () -> {};
  private volatile boolean wished;

  /**
   * @param limit after which the process ends whatever it does
   */
  public Interruption(Duration limit) {
    this.limit = limit;
    this.hook = new Thread(this::wish, "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** How the present work is told; at once if the wish came before. */
  public void endsBy(Runnable end) {
    this.end = end;
    if (wished) {
      end.run();
    }
  }

  /**
   * Ends the work of the calling thread at once: it is told, and its waits are interrupted.
   *
   * @param notice tells the person what is ended and what is waited for
   */
  public void interruptsWith(String notice, Runnable end) {
    var worker = Thread.currentThread();
    endsBy(
        () -> {
          System.err.println(notice);
          end.run();
          worker.interrupt();
        });
  }

  public boolean isWished() {
    return wished;
  }

  private void wish() {
    wished = true;
    try {
      end.run();
    } catch (RuntimeException e) {
      System.err.println(e.getMessage()); // the process still waits for the command's end
    }
    try {
      finished.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    if (!wished) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}

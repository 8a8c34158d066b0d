package dev.coalmine.lab.load;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A line now and then while a load runs. */
final class Feedback implements AutoCloseable {

  private static final int EVERY_SECONDS = 5;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Load load;
  private final Shop shop;
  private final PrintStream out;
  private final Thread thread;

  Feedback(Load load, Shop shop, PrintStream out) {
    this.load = load;
    this.shop = shop;
    this.out = out;
    this.thread = Thread.startVirtualThread(this::talk);
  }

  private void talk() {
    try {
      for (int seconds = EVERY_SECONDS;
          !closed.await(EVERY_SECONDS, TimeUnit.SECONDS);
          seconds += EVERY_SECONDS) {
        load.report().printLine(out, seconds, shop.open());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

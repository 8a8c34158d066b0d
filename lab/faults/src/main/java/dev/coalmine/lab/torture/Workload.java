package dev.coalmine.lab.torture;

import java.time.Duration;

/** What is asked for while a part suffers. */
interface Workload {

  /** Returns when all of it has its answer or was given up. */
  Offered offer(Duration time) throws InterruptedException;

  /** No new orders; those asked for are still followed. */
  void stop();

  /**
   * @param refused of the orders, or given up
   */
  record Offered(long orders, long refused) {}
}

package dev.coalmine.platform.loop;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * A thread that repeats a step until it is stopped, whatever the step throws. An {@link Error} is
 * no reason to end: nothing would start the thread again, and the process would look healthy.
 *
 * <p>After a failure the pause doubles with each further one, up to 5 s. A step that ran for longer
 * than that before it failed counts as one that went well.
 */
public final class SupervisedLoop {

  /** What is repeated. */
  @FunctionalInterface
  public interface Step {

    /**
     * Does one turn of the work.
     *
     * @return true when there may be more to do at once; false to pause first
     * @throws Exception anything: it is logged and counted, and the step is tried again
     */
    boolean run() throws Exception;
  }

  private static final Logger log = LoggerFactory.getLogger(SupervisedLoop.class);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

  private final String name;
  private final Duration pause;
  private final Step step;
  private final Counter failures;
  private final ExponentialBackOff backOff;
  private final Semaphore wake = new Semaphore(0);
  private volatile @Nullable Thread thread;
  private @Nullable Thread last;

  SupervisedLoop(String name, Duration pause, Step step, Counter failures) {
    this.name = name;
    this.pause = pause;
    this.step = step;
    this.failures = failures;
    this.backOff = new ExponentialBackOff(Math.max(1, pause.toMillis() * 2), 2);
    backOff.setMaxInterval(LONGEST_BACK_OFF.toMillis());
  }

  /** Starts the thread. A loop that runs goes on as it is. */
  public synchronized void start() {
    if (thread == null) {
      // first known as running, then run: the loop ends when it is not
      thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
      last = thread;
      thread.start();
    }
  }

  /** Ends a pause. It does not end a back-off: a dependency that is out is not asked more often. */
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  /**
   * Lets the step that runs end, and waits for it. May be called again to wait longer.
   *
   * @param limit how long to wait
   * @return whether the thread has ended
   */
  public boolean stop(Duration limit) {
    Thread stopping;
    synchronized (this) {
      thread = null;
      stopping = last;
    }
    wake.release();
    try {
      return stopping == null || stopping.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether it was started and not stopped. */
  public boolean isRunning() {
    return thread != null;
  }

  /** Whether the thread has ended although nothing stopped it. */
  boolean isDead() {
    var wanted = thread;
    return wanted != null && !wanted.isAlive();
  }

  String name() {
    return name;
  }

  /**
   * Runs all tasks, also those that come after one that fails.
   *
   * @throws RuntimeException or {@link Error}: the first failure, with the others suppressed
   */
  public static void runAll(Collection<? extends Runnable> tasks) {
    @Nullable Throwable first = null;
    for (var task : tasks) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }
    switch (first) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(first); // the compiler cannot know
    }
  }

  private void repeat() {
    var pauses = backOff.start();
    while (isCurrent()) {
      long began = System.nanoTime();
      try {
        if (!step.run()) {
          await(pause);
        }
        pauses = backOff.start();
      } catch (Throwable e) {
        if (System.nanoTime() - began > LONGEST_BACK_OFF.toNanos()) {
          pauses = backOff.start();
        }
        var time = Duration.ofMillis(pauses.nextBackOff());
        failed(e, time);
        awaitAll(time);
      }
    }
  }

  private boolean isCurrent() {
    return thread == Thread.currentThread();
  }

  private void failed(Throwable e, Duration time) {
    try {
      failures.increment();
      if (e instanceof Error) {
        log.error("{} failed; trying again in {}", name, time, e);
      } else {
        log.warn("{} failed; trying again in {}: {}", name, time, reason(e));
      }
    } catch (Throwable unsaid) {
      // an Error may be met again while it is logged; going on matters more
    }
  }

  private static String reason(Throwable e) {
    var root = NestedExceptionUtils.getMostSpecificCause(e);
    return root == e ? e.toString() : e + ", because of " + root;
  }

  private void await(Duration time) {
    try {
      if (wake.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      // ends the pause, as a wake-up does; only stop() ends the loop
    }
  }

  private void awaitAll(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left; isCurrent() && (left = end - System.nanoTime()) > 0; ) {
      await(Duration.ofNanos(left));
    }
  }
}

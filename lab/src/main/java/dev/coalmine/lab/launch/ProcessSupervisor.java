package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.PartState.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Supervises the process of one part: starts it, waits until it is ready, starts it again when it
 * dies.
 */
final class ProcessSupervisor {

  private static final Duration READY_LIMIT = Duration.ofSeconds(120);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(25);
  private static final int POLL_MS = 50;

  private final Part part;
  private final Home home;
  private final Listener listener;
  private final Duration readyLimit;
  private final Backoff backoff = new Backoff();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CompletableFuture<Void> readyOnce = new CompletableFuture<>();

  private volatile Status status = Status.WAITING;
  private volatile Instant since = Instant.now();
  private volatile String lastExit;
  private volatile int restarts;
  private volatile Process process;

  /** Is told of each change of state. */
  interface Listener {

    void changed();

    void ready(Part part, Duration took, int restarts);

    void died(Part part, String how, Duration wait);
  }

  ProcessSupervisor(Part part, Home home, Listener listener) {
    this(part, home, listener, READY_LIMIT);
  }

  /**
   * @param readyLimit what is not ready for the first time by then never will be
   */
  ProcessSupervisor(Part part, Home home, Listener listener, Duration readyLimit) {
    this.part = part;
    this.home = home;
    this.listener = listener;
    this.readyLimit = readyLimit;
  }

  Part part() {
    return part;
  }

  /** Completed when the part is ready for the first time; exceptionally when it never will be. */
  CompletableFuture<Void> readyOnce() {
    return readyOnce;
  }

  PartState state() {
    var running = process;
    return new PartState(
        part.name(),
        part.service(),
        part.ports(),
        part.address(),
        status,
        running != null && running.isAlive() ? running.pid() : 0,
        since,
        restarts,
        lastExit);
  }

  void run() {
    try {
      while (stop.getCount() > 0 && !readyOnce.isCompletedExceptionally()) {
        live();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One life of the process. */
  private void live() throws InterruptedException {
    long start = System.nanoTime();
    try {
      if (!spawn()) {
        return;
      }
      boolean ready = awaitReady(start);
      long readyAt = System.nanoTime();
      int exit = process.waitFor();
      buried(how(exit), ready ? Duration.ofNanos(System.nanoTime() - readyAt) : Duration.ZERO);
    } catch (RuntimeException | Error e) { // what comes once may pass: a full disk, a server away
      if (readyOnce.isDone()) {
        buried(e.getMessage(), Duration.ZERO);
      } else {
        readyOnce.completeExceptionally(
            e instanceof LaunchFailure
                ? e
                : new LaunchFailure(part.name() + " could not be started: " + e.getMessage()));
      }
    }
  }

  private boolean spawn() {
    var invocation = part.invocation().get();
    synchronized (this) { // not while stop() looks for what to stop
      if (stop.getCount() == 0) {
        return false;
      }
      process = Spawning.spawn(invocation, pidFile(), log(), home.run());
    }
    become(Status.STARTING);
    return true;
  }

  private boolean awaitReady(long start) throws InterruptedException {
    while (!part.ready().test(process.pid())) {
      var waited = Duration.ofNanos(System.nanoTime() - start);
      if (!process.isAlive()) {
        if (!readyOnce.isDone()) {
          throw failure("ended with %s before it was ready".formatted(how(process.waitFor())));
        }
        return false;
      }
      if (!readyOnce.isDone() && waited.compareTo(readyLimit) > 0) {
        var late = failure("was not ready within %d s".formatted(readyLimit.toSeconds()));
        Jvm.dumpThreads(process); // below its last words
        throw late;
      }
      if (stop.await(POLL_MS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    become(Status.READY);
    listener.ready(part, Duration.ofNanos(System.nanoTime() - start), restarts);
    readyOnce.complete(null);
    return true;
  }

  private LaunchFailure failure(String what) {
    return new LaunchFailure(
        "%s %s; see %s%s".formatted(part.name(), what, log(), LogTail.lastComplaint(log())));
  }

  private void buried(String how, Duration readyFor) throws InterruptedException {
    if (stop.getCount() == 0) {
      return;
    }
    lastExit = how;
    restarts++;
    var wait = backoff.afterDeath(readyFor);
    become(Status.RESTARTING);
    listener.died(part, lastExit, wait);
    stop.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String how(int exit) {
    return exit > 128 ? "signal " + (exit - 128) : "exit code " + exit;
  }

  private void become(Status next) {
    status = next;
    since = Instant.now();
    listener.changed();
  }

  /** Stops it for good; returns when it is gone. */
  void stop() {
    stop(STOP_LIMIT);
  }

  /**
   * @param limit after which it is killed
   */
  void stop(Duration limit) {
    synchronized (this) {
      stop.countDown();
    }
    var running = process;
    if (running == null) {
      return;
    }
    try {
      if (running.isAlive()) {
        // a suspended process takes no other signal
        Spawning.signal(
            "CONT", Stream.concat(Stream.of(running.toHandle()), running.descendants()));
        Spawning.signal(part.stopSignal(), Stream.of(running.toHandle()));
      }
      if (!running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
      Home.delete(pidFile());
    } catch (IOException e) {
      running.destroyForcibly();
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Path pidFile() {
    return home.run().resolve(part.name() + ".pid");
  }

  private Path log() {
    return home.log(part.name());
  }
}

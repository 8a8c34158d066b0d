package dev.coalmine.lab.crash;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.fault.Injector;
import dev.coalmine.lab.process.Background;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The database takes no writes for a while; closing ends it. */
final class ReadOnlyPhase implements AutoCloseable {

  private final Injector injector = Injector.ofProcesses();
  private final Duration time;
  private final Duration wait;
  private final PrintStream out;
  private final Background background;

  /**
   * @param time 1 s to 24 h; null for no such phase
   * @param wait before it begins
   */
  ReadOnlyPhase(Duration time, Duration wait, PrintStream out) {
    this.time = time;
    this.wait = wait;
    this.out = out;
    this.background = new Background(this::run);
  }

  private void run(CountDownLatch closed) throws InterruptedException {
    if (time == null || closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    injector.makeReadOnly(time);
    out.printf(
        "  %2d:%02d  postgres is read-only for %s%n",
        wait.toMinutes(), wait.toSecondsPart(), Durations.text(time));
  }

  /**
   * Begins no more.
   *
   * @throws UserError when it could not begin at its time: the round was no test of it
   */
  void end() throws InterruptedException {
    var failure = background.end();
    if (failure != null) {
      throw new UserError("postgres was not read-only: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    try {
      background.close(); // before the database is made writable again
    } finally {
      if (time != null) {
        injector.clear();
      }
    }
  }
}

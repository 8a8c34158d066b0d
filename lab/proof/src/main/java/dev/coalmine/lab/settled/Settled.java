package dev.coalmine.lab.settled;

import dev.coalmine.lab.endpoints.SystemEndpoints;
import dev.coalmine.lab.journal.Journals;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Everything has come to its end, or not; and if so, it is what was promised, or not. */
public sealed interface Settled {

  /** The process's exit code. */
  int exitCode();

  /** Nothing is in flight. */
  record Quiet(Verdict verdict) implements Settled {

    @Override
    public int exitCode() {
      return verdict.broken().isEmpty() ? 0 : 1;
    }
  }

  /** Something still is, after all the time there was. */
  record Busy(Map<String, Long> inFlight) implements Settled {

    @Override
    public int exitCode() {
      return 2;
    }
  }

  /**
   * @param within how long to wait for quiet
   * @param told what is in flight, now and then
   */
  static Settled check(SystemEndpoints system, Duration within, Consumer<Map<String, Long>> told)
      throws InterruptedException {
    try (var stores = Stores.open(system)) {
      var left = new Quiescence(system, stores).await(within, told);
      return left.isEmpty()
          ? new Quiet(
              Verdict.of(Journals.read(system.journalDirectory()), OrderStates.read(stores)))
          : new Busy(left);
    }
  }
}

package dev.coalmine.lab.settled;

import dev.coalmine.lab.endpoints.SystemEndpoints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits until nothing is in flight: by the databases and by Kafka, twice in a row. */
public final class Quiescence {

  private static final int POLL_MS = 250;

  private final SystemEndpoints system;
  private final InFlight inFlight;
  private long quietSince;

  public Quiescence(SystemEndpoints system, Stores stores) {
    this.system = system;
    this.inFlight = new InFlight(stores);
  }

  /** When the first of the quiet looks was taken, by {@link System#nanoTime}. */
  public long quietSince() {
    return quietSince;
  }

  /**
   * @param told what is in flight, now and then
   * @return what is left after that time; empty when nothing is
   */
  public Map<String, Long> await(Duration within, Consumer<Map<String, Long>> told)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    int quiet = 0;
    try (var lag = new Lag(system.kafka(), Lag.Reader.ALL)) {
      while (true) {
        var left = new LinkedHashMap<>(inFlight.count());
        left.putAll(lag.count());
        if (left.isEmpty() && quiet == 0) {
          quietSince = System.nanoTime();
        }
        quiet = left.isEmpty() ? quiet + 1 : 0; // between two looks an event may have been nowhere
        if (quiet == 2 || quiet == 0 && System.nanoTime() > deadline) {
          return left;
        }
        told.accept(left);
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      }
    }
  }
}

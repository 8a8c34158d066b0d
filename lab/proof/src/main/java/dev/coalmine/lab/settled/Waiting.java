package dev.coalmine.lab.settled;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Says now and then what is still in flight. */
public final class Waiting implements Consumer<Map<String, Long>> {

  private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

  private final PrintStream out;
  private long lastLine = System.nanoTime();

  public Waiting(PrintStream out) {
    this.out = out;
  }

  @Override
  public void accept(Map<String, Long> inFlight) {
    if (System.nanoTime() - lastLine > BETWEEN_LINES && !inFlight.isEmpty()) {
      lastLine = System.nanoTime();
      out.println("in flight: " + text(inFlight));
    }
  }

  /** As "3 orders undecided, 1 refunds open". */
  public static String text(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey())
        .collect(Collectors.joining(", "));
  }
}

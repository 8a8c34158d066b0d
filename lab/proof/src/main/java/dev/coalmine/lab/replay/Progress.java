package dev.coalmine.lab.replay;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.process.Background;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** A bar with rate and estimate; where no person looks, a line now and then. */
final class Progress implements AutoCloseable {

  private static final int WIDTH = 30;

  private final LongAdder done = new LongAdder();
  private final long start = System.nanoTime();
  private final PrintStream out;
  private final String what;
  private final long total;
  private final boolean seen;
  private final Background background;

  Progress(PrintStream out, String what, long total) {
    this.out = out;
    this.what = what;
    this.total = total;
    this.seen = System.console() != null && System.console().isTerminal();
    this.background = Background.every(Duration.ofSeconds(seen ? 1 : 10), this::talk);
  }

  void step() {
    done.increment();
  }

  private void talk() {
    out.print(line() + (seen ? "\r" : System.lineSeparator()));
    out.flush();
  }

  private String line() {
    long now = done.sum();
    double seconds = (System.nanoTime() - start) / 1e9;
    double rate = now / seconds;
    int full = total == 0 ? WIDTH : (int) (WIDTH * now / total);
    var left =
        now == 0 ? "?" : Durations.text(Duration.ofSeconds(Math.round((total - now) / rate)));
    return "%s [%s%s] %d of %d, %.1f/s, %s left  "
        .formatted(what, "#".repeat(full), " ".repeat(WIDTH - full), now, total, rate, left);
  }

  @Override
  public void close() {
    background.close();
    out.println(line());
  }
}

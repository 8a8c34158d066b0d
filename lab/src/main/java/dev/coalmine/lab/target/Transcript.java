package dev.coalmine.lab.target;

import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A log with its times, shown without them. It may break off and be asked for again: what has been
 * shown is not shown twice, and nothing between is left out.
 */
final class Transcript {

  private final PrintStream out;
  private Instant last = Instant.MIN;
  private Instant shown = Instant.MIN;

  Transcript(PrintStream out) {
    this.out = out;
  }

  /** The log is asked for anew. Null for all of it, else from when, inclusive. */
  String resume() {
    shown = last;
    return last.equals(Instant.MIN) ? null : last.toString();
  }

  /** One line, its time first; a line without one is shown as it is. */
  void line(String line) {
    int space = line.indexOf(' ');
    if (space < 0) {
      out.println(line);
      return;
    }
    try {
      var at = Instant.parse(line.substring(0, space));
      if (at.isAfter(shown)) {
        out.println(line.substring(space + 1));
        last = at;
      }
    } catch (DateTimeException e) {
      out.println(line);
    }
  }
}

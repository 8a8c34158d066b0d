package dev.coalmine.lab.misbehaviour;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.cli.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/** A fault in force and its end, as the sandbox reports them. */
public record InForce(Behaviour behaviour, Instant until) {

  private static final String ROW = "%-24s %5s %9s  %-9s %s%n";

  static void print(PrintWriter out, List<InForce> all, Instant now) {
    if (all.isEmpty()) {
      out.println("the acquirer behaves well");
      return;
    }
    out.printf(ROW, "kind", "rate", "delay", "ends in", "operations");
    all.forEach(it -> it.print(out, now));
  }

  private void print(PrintWriter out, Instant now) {
    var left = Duration.between(now, until);
    out.printf(
        ROW,
        behaviour.kind(),
        behaviour.rate(),
        behaviour.delayMillis() == 0 ? "-" : behaviour.delayMillis() + " ms",
        Durations.text(left.isNegative() ? Duration.ZERO : left),
        behaviour.operations().isEmpty()
            ? "all"
            : String.join(" ", new TreeSet<>(behaviour.operations())));
  }
}

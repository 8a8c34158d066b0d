package dev.coalmine.lab.replay;

import dev.coalmine.lab.load.Report;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a replay came to.
 *
 * @param rows of the file
 * @param untidy rows left out, by reason
 * @param unmatched lines of cancellations that undo nothing the file sold
 * @param products put on sale
 * @param already orders that an earlier replay placed
 * @param placed what came of the orders now placed, and of what they were undone by
 * @param ordered the orders' totals as answered, in minor units
 * @param expected the same by the file
 * @param different orders whose total is not the file's
 */
record Summary(
    long rows,
    Map<String, Long> untidy,
    long unmatched,
    long products,
    long already,
    Report placed,
    Map<String, Long> statuses,
    Map<String, Long> undone,
    long ordered,
    long expected,
    long different) {

  boolean isGood() {
    return placed.accepted() == placed.offered() && different == 0;
  }

  void print(PrintStream out) {
    out.printf("%d rows; left out: %s%n", rows, untidy.isEmpty() ? "none" : text(untidy));
    out.printf("%d lines of cancellations undo nothing that the file sold%n", unmatched);
    out.printf("%d products on sale%n", products);
    out.printf(
        "%d orders placed, %d were there already; answered: %s%n",
        placed.accepted(), already, statuses.isEmpty() ? "none" : text(statuses));
    out.printf("given back: %s%n", undone.isEmpty() ? "nothing" : text(undone));
    out.printf(
        "ordered for %s, by the file %s; %d orders differ%n",
        pounds(ordered), pounds(expected), different);
    placed.printSummary(out);
  }

  private static String text(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(it -> it.getValue() + " " + it.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String pounds(long pence) {
    return "%,d.%02d %s".formatted(pence / 100, pence % 100, Requests.CURRENCY);
  }
}

package dev.coalmine.lab.bench.connections;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What another client saw without and with slow clients.
 *
 * @param held the fewest slow clients that were connected when a measurement began
 * @param cutOff connections of slow clients that the gateway ended
 * @param unread those that it ended because no byte of an answer was taken, by its own count
 */
record Comparison(Latencies without, Latencies with, int held, long cutOff, long unread) {

  /** The most that slow clients may cost another client. */
  static final double MOST = 1.5;

  private static final double P50 = 0.5;
  private static final double P99 = 0.99;

  double ratio(double share) {
    return with.percentile(share) / without.percentile(share);
  }

  /**
   * Returns whether the ratio holds. It does not when a request failed or none was answered, nor
   * when the gateway ended no connection for an unread answer: then the slow readers held nothing.
   */
  boolean holds() {
    return without.failed() == 0 && with.failed() == 0 && unread > 0 && ratio(P99) <= MOST;
  }

  void print(PrintStream out) {
    out.println("slow clients  requests  failed   p50 ms   p99 ms");
    print(out, "none", without);
    print(out, String.valueOf(held), with);
    out.printf(Locale.ROOT, "ratio%33.2f %8.2f   %s%n", ratio(P50), ratio(P99), verdict());
    out.printf(
        "The gateway ended %d connections of slow clients, %d of them because an answer was not"
            + " read.%n",
        cutOff, unread);
  }

  private String verdict() {
    if (without.failed() + with.failed() > 0) {
      return "requests failed";
    }
    if (unread == 0) {
      return "no answer was left unread for long enough; measure for longer with --time";
    }
    return "p99 at most %.1f: %s".formatted(MOST, holds() ? "holds" : "does not hold");
  }

  private static void print(PrintStream out, String name, Latencies row) {
    out.printf(
        Locale.ROOT,
        "%-12s %9d %7d %8.2f %8.2f%n",
        name,
        row.requests(),
        row.failed(),
        row.percentile(P50),
        row.percentile(P99));
  }

  /** The same for a machine. */
  Map<String, Object> json() {
    var all = new LinkedHashMap<String, Object>();
    all.put("rows", List.of(json("without", without), json("with", with)));
    all.put("p50Ratio", ratio(P50));
    all.put("p99Ratio", ratio(P99));
    all.put("most", MOST);
    all.put("held", held);
    all.put("cutOff", cutOff);
    all.put("unread", unread);
    all.put("holds", holds());
    return all;
  }

  private static Map<String, Object> json(String name, Latencies row) {
    var one = new LinkedHashMap<String, Object>();
    one.put("name", name);
    one.put("requests", row.requests());
    one.put("failed", row.failed());
    one.put("p50Millis", row.percentile(P50));
    one.put("p99Millis", row.percentile(P99));
    return one;
  }
}

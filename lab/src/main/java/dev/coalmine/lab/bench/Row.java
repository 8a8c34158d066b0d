package dev.coalmine.lab.bench;

import java.io.PrintStream;
import java.util.Locale;

/**
 * One measurement.
 *
 * @param bare rows a second of the bare loop
 * @param accepted orders a second
 * @param drained orders a second, counted until every one was paid and notified
 * @param commits per order, and so on
 */
record Row(
    String products,
    int clients,
    double bare,
    double accepted,
    double drained,
    double commits,
    double fsyncs,
    double cpuMillis) {

  static void printHead(PrintStream out) {
    out.println(
        "                              -- orders/s --  -- per bare commit --  --- per order ----");
    out.println(
        "products  clients   bare/s  accepted  drained   accepted    drained  commits fsyncs"
            + " CPU-ms");
  }

  void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-8s %8d %8.0f %9.1f %8.1f %10.3f %10.3f %8.1f %6.1f %6.1f%n",
        products,
        clients,
        bare,
        accepted,
        drained,
        accepted / bare,
        drained / bare,
        commits,
        fsyncs,
        cpuMillis);
  }
}

package dev.coalmine.lab.torture;

import java.util.OptionalDouble;

/**
 * One fault of the matrix and what came of it. Without an order on its way it is no test.
 *
 * @param inFlight orders that were on their way when it began
 * @param offered orders asked for while it was run
 * @param refused of them, or given up
 * @param recovery seconds from its end until an order got through
 * @param exitCode of the reconciliation after it
 */
record Cell(
    int round,
    String target,
    String fault,
    long inFlight,
    long offered,
    long refused,
    OptionalDouble recovery,
    int exitCode) {

  boolean isGood() {
    return inFlight > 0 && recovery.isPresent() && exitCode == 0;
  }

  String line() {
    return "%3d  %-22s %-15s %9d %8d %8d %10s  %s"
        .formatted(
            round,
            target,
            fault,
            inFlight,
            offered,
            refused,
            recovery.isPresent() ? "%.1f s".formatted(recovery.getAsDouble()) : "never",
            switch (exitCode) {
              case 0 -> inFlight > 0 ? "green" : "HIT NOTHING";
              case 1 -> "BROKEN";
              default -> "NOT QUIET";
            });
  }

  static String head() {
    return "rnd  %-22s %-15s %9s %8s %8s %10s  %s"
        .formatted("part", "fault", "in flight", "offered", "refused", "recovery", "reconcile");
  }
}

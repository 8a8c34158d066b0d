package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.endpoints.SystemEndpoints;
import dev.coalmine.lab.reconcile.Evidence.Sources;
import dev.coalmine.lab.settled.Quiescence;
import dev.coalmine.lab.settled.Stores;
import dev.coalmine.lab.settled.Waiting;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All books against each other, once nothing moves any more. */
public sealed interface Reconciliation {

  int MOST_NAMED = 20;

  /** What the books cannot tell, because it is about time and not about orders. */
  String ELSEWHERE =
      "I7 (no failed request during a rollout) is checked by k8s/prove rollouts, I8 (back after a"
          + " fault) by ./coalmine matrix, torture and outage";

  /** The process's exit code. */
  int exitCode();

  /** For people. */
  void print(PrintStream out);

  /** Nothing is in flight. */
  record Audited(List<Finding> findings) implements Reconciliation {

    @Override
    public int exitCode() {
      return findings.stream().allMatch(Finding::holds) ? 0 : 1;
    }

    @Override
    public void print(PrintStream out) {
      for (var finding : findings) {
        out.printf(
            "%s  %-6s  %s: %s%n",
            finding.invariant(),
            finding.holds() ? "holds" : "BROKEN",
            finding.promise(),
            finding.counted());
        finding.broken().stream().limit(MOST_NAMED).forEach(it -> out.println("      " + it));
        if (finding.broken().size() > MOST_NAMED) {
          out.printf("      ... and %d more%n", finding.broken().size() - MOST_NAMED);
        }
      }
      out.println(ELSEWHERE);
      long broken = findings.stream().mapToLong(it -> it.broken().size()).sum();
      out.println(
          broken == 0
              ? "reconciled: the books agree"
              : "NOT reconciled: %d contradictions".formatted(broken));
    }
  }

  /** Something still is, after all the time there was. */
  record Busy(Map<String, Long> inFlight) implements Reconciliation {

    @Override
    public int exitCode() {
      return 2;
    }

    @Override
    public void print(PrintStream out) {
      out.println("not quiet: " + Waiting.text(inFlight));
    }
  }

  /** One of the books is closed to us: that says nothing about what is in it. */
  record Unread(String reason) implements Reconciliation {

    @Override
    public int exitCode() {
      return 2;
    }

    @Override
    public void print(PrintStream out) {
      out.println("not reconciled: " + reason);
    }
  }

  /**
   * @param within how long to wait for quiet
   * @param settleWithin how long an order may take to its end
   * @param told what is in flight, now and then
   */
  static Reconciliation of(
      SystemEndpoints system,
      Duration within,
      Duration settleWithin,
      Consumer<Map<String, Long>> told)
      throws InterruptedException {
    try {
      return audit(system, within, settleWithin, told);
    } catch (UserError e) {
      return new Unread(e.getMessage());
    }
  }

  private static Reconciliation audit(
      SystemEndpoints system,
      Duration within,
      Duration settleWithin,
      Consumer<Map<String, Long>> told)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    try (var stores = Stores.open(system)) {
      var sources =
          new Sources(
              stores,
              system.kafka(),
              "orders.events",
              "payments.events",
              system.acquirer(),
              system.acquirerKey(),
              system.journalDirectory(),
              system.mails());
      var quiescence = new Quiescence(system, stores);
      while (true) {
        var left =
            quiescence.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())), told);
        if (!left.isEmpty()) {
          return new Busy(left);
        }
        long before = decided(stores);
        var evidence = Evidence.read(sources);
        long since = decided(stores) - before;
        if (since == 0) {
          return new Audited(findings(evidence, settleWithin));
        }
        if (System.nanoTime() > deadline) {
          return new Busy(Map.of("events that came while the books were read", since));
        }
      }
    }
  }

  /** How much has been decided so far: books that are read one after the other are of one time. */
  private static long decided(Stores stores) {
    var lastEvent = "select coalesce(max(id), 0) from outbox";
    return Stores.count(stores.orders(), lastEvent) + Stores.count(stores.payments(), lastEvent);
  }

  /** In the order of the design. */
  static List<Finding> findings(Evidence evidence, Duration settleWithin) {
    return List.of(
        DurabilityCheck.check(evidence),
        CaptureCheck.check(evidence),
        MoneyCheck.check(evidence),
        SettlementCheck.check(evidence, settleWithin),
        NotificationCheck.check(evidence),
        SequenceCheck.check(evidence),
        StockCheck.check(evidence));
  }
}

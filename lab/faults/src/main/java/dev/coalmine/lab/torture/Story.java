package dev.coalmine.lab.torture;

import dev.coalmine.lab.load.Plan;
import dev.coalmine.lab.load.Report;
import dev.coalmine.lab.reconcile.Reconciliation;
import dev.coalmine.lab.torture.Sampling.Sample;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happened.
 *
 * @param recovery seconds from the last fault's end until an order got through
 */
record Story(
    Plan plan,
    List<FaultInjection.Begun> faults,
    List<Sample> samples,
    Report report,
    OptionalDouble recovery,
    Reconciliation books) {

  int exitCode() {
    return recovery.isPresent() ? books.exitCode() : 2;
  }
}

package dev.coalmine.lab.launch;

import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.system.SystemState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * @param fresh without the data of earlier runs
 * @param except services that are started elsewhere, from an IDE for example
 * @param replicas of the gateway and of each service
 * @param port the gateway's, or {@code free}
 * @param proxies before everything that can be cut off
 */
record UpOptions(boolean fresh, Set<String> except, int replicas, String port, boolean proxies) {

  static UpOptions of(
      boolean fresh, List<String> except, int replicas, String port, boolean proxies) {
    for (var service : except) {
      if (!Topology.SERVICES.contains(service)) {
        throw new UsageError(
            "--except is one of %s; not %s"
                .formatted(String.join(", ", Topology.SERVICES), service));
      }
    }
    if (replicas < 1 || replicas > PortPlan.MOST_REPLICAS) {
      throw new UsageError(
          "--replicas is from 1 to %d; not %d".formatted(PortPlan.MOST_REPLICAS, replicas));
    }
    return new UpOptions(fresh, new TreeSet<>(except), replicas, port, proxies);
  }

  /**
   * Compares with what runs. An option that was not given asks for nothing.
   *
   * @param isGiven by an option's name
   * @return what runs otherwise than was asked for, in a sentence's words; empty when nothing does
   */
  List<String> unlike(SystemState running, Predicate<String> isGiven) {
    var unlike = new ArrayList<String>();
    int instances =
        Topology.SERVICES.stream().mapToInt(it -> running.service(it).size()).max().orElse(0);
    if (isGiven.test("--replicas") && instances != replicas) {
      unlike.add("--replicas %d, not %d".formatted(instances, replicas));
    }
    var gateways = running.gateways();
    if (isGiven.test("--port") && !port.equals("free") && !gateways.isEmpty()) {
      int its = gateways.getFirst().getPort();
      if (!port.equals(String.valueOf(its))) {
        unlike.add("--port %d, not %s".formatted(its, port));
      }
    }
    if (isGiven.test("--proxies")
        && running.parts().stream().noneMatch(it -> it.frontPort() != it.port())) {
      unlike.add("no --proxies");
    }
    for (var service : except) {
      if (!running.service(service).isEmpty()) {
        unlike.add("%s, in spite of --except".formatted(service));
      }
    }
    return unlike;
  }

  PortPlan ports() {
    if (port.equals("free")) {
      return PortPlan.free(replicas, proxies);
    }
    try {
      return PortPlan.from(Integer.parseInt(port), replicas, proxies);
    } catch (NumberFormatException e) {
      throw new UsageError("--port is a number or free; not '%s'".formatted(port));
    }
  }
}

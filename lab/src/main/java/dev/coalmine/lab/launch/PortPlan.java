package dev.coalmine.lab.launch;

import dev.coalmine.lab.cli.UsageError;
import dev.coalmine.lab.servers.Ports;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who listens where. The gateway has the base port; everything else is 10,000 above, so that the
 * two ranges a person must keep free are small.
 *
 * @param ports by part, or {@code part/purpose} for a part's further ports
 * @param fronts where a proxy listens for those that it stands before; empty without proxies
 */
record PortPlan(Map<String, Integer> ports, Map<String, Integer> fronts) {

  static final int DEFAULT_BASE = 8080;
  static final int MOST_REPLICAS = 4;

  private static final int BEHIND_THE_EDGE = 10_000;
  private static final int REPLICA_STEP = 20;

  /** From a proxy's port to the one of what stands behind it. */
  private static final int BEHIND_THE_PROXY = REPLICA_STEP * MOST_REPLICAS + REPLICA_STEP;

  /** What can be cut off. */
  private static final Set<String> PROXIED =
      Set.of(
          "postgres",
          "kafka",
          "redis",
          "redis-limits",
          "acquirer",
          "mail",
          "issuer",
          "discovery",
          "gateway",
          "order-service",
          "payment-service",
          "payment-service/grpc",
          "notification-service");

  private static final int LOWEST = 1_024;
  private static final int HIGHEST = 65_535;

  private static final Map<String, Integer> SINGLE =
      Map.of(
          "discovery", 2,
          "acquirer", 7,
          "mail", 8,
          "issuer", 9,
          "postgres", 10,
          "kafka", 11,
          "kafka/controller", 12,
          "redis", 13,
          "proxy", 14,
          "redis-limits", 16);

  private static final Map<String, Integer> REPLICATED =
      Map.of(
          "gateway/management", 1,
          "order-service", 3,
          "payment-service", 4,
          "payment-service/grpc", 5,
          "notification-service", 6);

  static PortPlan from(int base, int replicas, boolean proxies) {
    int highest = HIGHEST - BEHIND_THE_EDGE - 2 * BEHIND_THE_PROXY;
    if (base < LOWEST || base > highest) {
      throw new UsageError(
          "--port is free, or from %d to %d; not %d".formatted(LOWEST, highest, base));
    }
    var ports = new LinkedHashMap<String, Integer>();
    SINGLE.forEach((key, offset) -> ports.put(key, base + BEHIND_THE_EDGE + offset));
    for (int replica = 1; replica <= replicas; replica++) {
      int step = (replica - 1) * REPLICA_STEP;
      ports.put(replica("gateway", replica), base + replica - 1);
      for (var entry : REPLICATED.entrySet()) {
        ports.put(
            replica(entry.getKey(), replica), base + BEHIND_THE_EDGE + entry.getValue() + step);
      }
    }
    return proxies ? behindProxies(base, ports) : new PortPlan(ports, Map.of());
  }

  /** The proxies take the usual ports. */
  private static PortPlan behindProxies(int base, Map<String, Integer> usual) {
    var fronts = new LinkedHashMap<>(usual);
    fronts.keySet().removeIf(key -> !PROXIED.contains(withoutReplica(key)));
    var ports = new LinkedHashMap<>(usual);
    fronts.forEach((key, front) -> ports.put(key, behind(base, front)));
    return new PortPlan(ports, fronts);
  }

  /** Also the gateway's, which stands before the edge, goes behind it; offset 0 is free there. */
  private static int behind(int base, int front) {
    int offset = front - base;
    int behindTheEdge = offset < BEHIND_THE_EDGE ? BEHIND_THE_EDGE + REPLICA_STEP * offset : offset;
    return base + behindTheEdge + BEHIND_THE_PROXY;
  }

  /** The same parts, on ports that are free now. */
  static PortPlan free(int replicas, boolean proxies) {
    var plan = from(DEFAULT_BASE, replicas, proxies);
    var free = Ports.free(plan.ports.size() + plan.fronts.size()).iterator();
    var ports = new LinkedHashMap<>(plan.ports);
    ports.replaceAll((_, _) -> free.next());
    var fronts = new LinkedHashMap<>(plan.fronts);
    fronts.replaceAll((_, _) -> free.next());
    return new PortPlan(ports, fronts);
  }

  private static String withoutReplica(String key) {
    return key.replaceFirst("-[0-9]+(?=/|$)", "");
  }

  /** The second order-service is {@code order-service-2}. */
  static String replica(String key, int replica) {
    if (replica == 1) {
      return key;
    }
    int slash = key.indexOf('/');
    return slash < 0
        ? key + "-" + replica
        : key.substring(0, slash) + "-" + replica + key.substring(slash);
  }

  /** Where it listens. */
  int of(String key) {
    return ports.get(key);
  }

  /** Where others find it. */
  int via(String key) {
    return fronts.getOrDefault(key, of(key));
  }
}

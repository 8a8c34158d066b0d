package dev.coalmine.lab.launch;

import dev.coalmine.lab.servers.Ports;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who listens where. The gateway has the base port; everything else is 10,000 above, so that the
 * two ranges a person must keep free are small.
 *
 * @param ports by part, or {@code part/purpose} for a part's further ports
 */
record PortPlan(Map<String, Integer> ports) {

  static final int DEFAULT_BASE = 8080;
  static final int MOST_REPLICAS = 4;

  private static final int BEHIND_THE_EDGE = 10_000;
  private static final int REPLICA_STEP = 20;
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
          "redis", 13);

  private static final Map<String, Integer> REPLICATED =
      Map.of(
          "gateway/management", 1,
          "order-service", 3,
          "payment-service", 4,
          "payment-service/grpc", 5,
          "notification-service", 6);

  static PortPlan from(int base, int replicas) {
    int last = base + BEHIND_THE_EDGE + REPLICA_STEP * MOST_REPLICAS;
    if (base < LOWEST || last > HIGHEST) {
      throw new LaunchFailure(
          "--port is free, or from %d to %d; not %d"
              .formatted(LOWEST, HIGHEST - BEHIND_THE_EDGE - REPLICA_STEP * MOST_REPLICAS, base));
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
    return new PortPlan(ports);
  }

  /** The same parts, on ports that are free now. */
  static PortPlan free(int replicas) {
    var keys = List.copyOf(from(DEFAULT_BASE, replicas).ports.keySet());
    var free = Ports.free(keys.size());
    var ports = new LinkedHashMap<String, Integer>();
    for (int i = 0; i < keys.size(); i++) {
      ports.put(keys.get(i), free.get(i));
    }
    return new PortPlan(ports);
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

  int of(String key) {
    return ports.get(key);
  }
}

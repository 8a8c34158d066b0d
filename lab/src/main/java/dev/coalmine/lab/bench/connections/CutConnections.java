package dev.coalmine.lab.bench.connections;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.http.Http;
import dev.coalmine.lab.system.PartState;
import dev.coalmine.lab.system.SystemState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** How many connections the gateways have ended because an answer was not read. */
final class CutConnections {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String COUNTER = "gateway_connections_cut_total{";
  private static final String UNREAD = "reason=\"unread\"";

  private CutConnections() {}

  /**
   * Sums the counter of all replicas.
   *
   * @throws UserError when a gateway does not tell its figures
   */
  static long unread(SystemState system) {
    return system.service("gateway").stream().mapToLong(CutConnections::unread).sum();
  }

  private static long unread(PartState gateway) {
    var figures =
        URI.create(
            "http://127.0.0.1:%d/actuator/prometheus".formatted(gateway.ports().get("management")));
    try {
      return unread(Http.get(figures, LIMIT).body());
    } catch (IOException e) {
      throw new UserError(gateway.name() + " does not tell its figures: " + e.getMessage(), e);
    }
  }

  /**
   * @param figures in the text format of Prometheus
   */
  static long unread(String figures) {
    return figures
        .lines()
        .filter(line -> line.startsWith(COUNTER) && line.contains(UNREAD))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}

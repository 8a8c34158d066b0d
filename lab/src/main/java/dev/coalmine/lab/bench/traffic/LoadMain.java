package dev.coalmine.lab.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/**
 * The load as a process, so that it can have a core of its own: reads an {@link Order} a line,
 * writes an {@link Outcome} a line, and ends with its input.
 */
public final class LoadMain {

  private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int DIGITS = 3;

  private LoadMain() {}

  /**
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException {
    var json = JsonMapper.shared();
    var orders = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    for (var line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(json.writeValueAsString(run(json.readValue(line, Order.class))));
    }
  }

  static Outcome run(Order order) throws IOException {
    var latency = new Histogram(LONGEST_NANOS, DIGITS);
    var statuses = new TreeMap<Integer, Long>();
    var bytes = order.request().getBytes(US_ASCII);
    LoadGenerator.Observer observer =
        (_, intended, _, received, status) -> {
          latency.recordValue(Math.clamp(received - intended, 0, LONGEST_NANOS));
          statuses.merge(status, 1L, Long::sum);
        };
    long nanos;
    try (var load =
        new LoadGenerator(List.of(order.port()), order.connections(), _ -> bytes, observer)) {
      nanos =
          order.rate() == 0
              ? load.closedLoop(Duration.ofMillis(order.millis()))
              : load.openLoop(order.rate(), Math.round(order.rate() * order.millis() / 1e3));
    }
    long answered = sum(statuses, true);
    return new Outcome(
        nanos / 1e9,
        answered,
        sum(statuses, false),
        statuses,
        latency.getValueAtPercentile(50) / 1e6,
        latency.getValueAtPercentile(99) / 1e6);
  }

  private static long sum(Map<Integer, Long> statuses, boolean good) {
    return statuses.entrySet().stream()
        .filter(entry -> entry.getKey() / 100 == 2 == good)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}

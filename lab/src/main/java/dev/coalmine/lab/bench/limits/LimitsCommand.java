package dev.coalmine.lab.bench.limits;

import dev.coalmine.lab.bench.limits.LimitsReport.Wait;
import dev.coalmine.lab.bench.process.RedisStatistics;
import dev.coalmine.lab.cli.Bounds;
import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coalmine bench limits}. */
@Command(
    name = "limits",
    description = {
      "What rate limits admit beside what they allow: each algorithm, exact and leased, by one to",
      "three gateways that share a Redis; then that Redis killed, and slowed by 500 ms, in the",
      "middle; then ever new addresses. Gateways, Eureka and Redis are of its own.",
    },
    footer =
        "Exit code: 0 every bound holds; 1 one is missed, or a sentence says why not; 2 the command"
            + " line is wrong.")
public final class LimitsCommand implements Callable<Integer> {

  private static final double ABOVE = 3;
  private static final Duration DELAY = Duration.ofMillis(500);
  private static final int BEFORE_SECONDS = 3;
  private static final int TROUBLE_SECONDS = 5;
  private static final int AFTER_SECONDS = 3;
  private static final int WARM_UP_SECONDS = 5;

  /** The gateway's default; see {@code coalmine.limits.time-limit}. */
  private static final long TIME_LIMIT_MS = 50;

  /** A part of the measurement. */
  enum Measurement {
    BOUNDS,
    OUTAGE,
    ADDRESSES
  }

  @Option(
      names = "--part",
      split = ",",
      paramLabel = "PART",
      description = "Some of bounds, outage, addresses (default: all).")
  private Set<Measurement> parts = EnumSet.allOf(Measurement.class);

  @Option(
      names = "--gateways",
      defaultValue = "3",
      paramLabel = "N",
      description = "The most that share the limits (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1", most = "5")
  private int most;

  @Option(
      names = "--lease",
      defaultValue = "10",
      paramLabel = "N",
      description = "Permits that a gateway takes at a time (default ${DEFAULT-VALUE}).")
  @Bounds(least = "2", most = "50")
  private int lease;

  @Option(
      names = "--time",
      defaultValue = "4s",
      converter = Durations.class,
      paramLabel = "TIME",
      description = "Of the load on each limit (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1s", most = "10m")
  private Duration time;

  @Option(
      names = "--addresses",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "How many, each with one request (default ${DEFAULT-VALUE}).")
  @Bounds(least = "1000", most = "10000000")
  private int addresses;

  @Option(names = "--json", description = "Print the result as JSON, and nothing else.")
  private boolean asJson;

  private final List<LimitRow> rows = new ArrayList<>();
  private final List<Wait> waits = new ArrayList<>();
  private ManyAddresses many;
  private int runs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var cases = LimitCase.all(lease);
    try (var gateways = Gateways.start(most, policy(cases))) {
      warmUp(gateways, cases);
      if (parts.contains(Measurement.BOUNDS)) {
        for (int count = 1; count <= most; count++) {
          for (var limit : cases) {
            bounds(gateways, limit, count);
          }
        }
      }
      if (parts.contains(Measurement.OUTAGE)) {
        outage(gateways, cases, Trouble.SLOW);
        outage(gateways, cases, Trouble.KILLED);
      }
      if (parts.contains(Measurement.ADDRESSES)) {
        System.err.printf("%d addresses%n", addresses);
        many = ManyAddresses.measure(gateways, new LimitCase("gcra", lease), addresses);
      }
    }
    var report = new LimitsReport(conditions(), rows, waits, many);
    print(report);
    return report.isGood() ? 0 : 1;
  }

  /** Returns a policy with a route for each limit. */
  static String policy(List<LimitCase> cases) {
    return "exempt-clients: []\nlimits:\n"
        + cases.stream().map(LimitCase::policy).collect(Collectors.joining())
        + "routes:\n"
        + cases.stream().map(LimitCase::route).collect(Collectors.joining());
  }

  private void warmUp(Gateways gateways, List<LimitCase> cases) throws IOException {
    System.err.println("warming up");
    for (int count = 1; count <= most; count++) {
      load(cases).run(gateways.ports(count), LimitCase.RATE, WARM_UP_SECONDS);
    }
  }

  private LimitedLoad load(List<LimitCase> cases) {
    return new LimitedLoad(cases, runs++);
  }

  private void bounds(Gateways gateways, LimitCase limit, int count) throws IOException {
    System.err.printf("%s, %d of %d gateways%n", limit.name(), count, most);
    long before = RedisStatistics.scriptCalls(gateways.redisPort());
    var outcome =
        load(List.of(limit))
            .run(gateways.ports(count), ABOVE * LimitCase.RATE, time.toMillis() / 1e3)
            .getFirst();
    long calls = RedisStatistics.scriptCalls(gateways.redisPort()) - before;
    rows.add(
        LimitRow.of(limit, count, Trouble.NONE, outcome, (double) calls / outcome.sent(), 0, 0));
  }

  /** All limits at once, so that one trouble of Redis shows them all. */
  private void outage(Gateways gateways, List<LimitCase> cases, Trouble trouble)
      throws IOException, InterruptedException {
    System.err.printf("Redis %s under load on all limits%n", trouble.text());
    long before = RedisStatistics.scriptCalls(gateways.redisPort());
    long begin = System.nanoTime();
    var times = new FutureTask<>(() -> trouble(gateways, trouble));
    Thread.ofVirtual().start(times);
    var outcomes =
        load(cases)
            .run(
                gateways.ports(most),
                ABOVE * LimitCase.RATE,
                BEFORE_SECONDS + TROUBLE_SECONDS + AFTER_SECONDS);
    var time = of(times);
    long sent = outcomes.stream().mapToLong(LimitedLoad.Outcome::sent).sum();
    long calls = RedisStatistics.scriptCalls(gateways.redisPort());
    double perRequest = (double) (trouble == Trouble.KILLED ? calls : calls - before) / sent;
    for (int i = 0; i < cases.size(); i++) {
      rows.add(
          LimitRow.of(cases.get(i), most, trouble, outcomes.get(i), perRequest, time[0], time[1]));
    }
    waits.add(
        new Wait(
            trouble.text(),
            longest(outcomes, begin, time[0]),
            longest(outcomes, time[0], time[1]),
            TIME_LIMIT_MS));
  }

  private static double longest(List<LimitedLoad.Outcome> outcomes, long start, long end) {
    return outcomes.stream().mapToDouble(it -> it.longestWaitMillis(start, end)).max().orElse(0);
  }

  /** Returns when the trouble began and ended. */
  private static long[] trouble(Gateways gateways, Trouble trouble)
      throws IOException, InterruptedException {
    Thread.sleep(Duration.ofSeconds(BEFORE_SECONDS));
    long start = System.nanoTime();
    if (trouble == Trouble.SLOW) {
      gateways.slowRedis(DELAY, Duration.ofSeconds(TROUBLE_SECONDS));
    } else {
      gateways.killRedis();
    }
    Thread.sleep(Duration.ofSeconds(TROUBLE_SECONDS));
    long end = System.nanoTime();
    if (trouble == Trouble.KILLED) {
      gateways.startRedis();
    }
    return new long[] {start, end};
  }

  private static long[] of(FutureTask<long[]> times) throws InterruptedException {
    try {
      return times.get();
    } catch (ExecutionException e) {
      throw new UserError("Redis could not be troubled: " + e.getCause().getMessage(), e);
    }
  }

  private Map<String, Object> conditions() {
    var all = new LinkedHashMap<String, Object>();
    all.put(
        "limits",
        "%d/s by address, burst %d of buckets, leases of %d"
            .formatted(LimitCase.RATE, LimitCase.BURST, lease));
    all.put("load", "open loop at %.0f times the rate, spread over the gateways".formatted(ABOVE));
    all.put(
        "bound",
        "what is allowed, a lease for each gateway, a full burst for each time that the count is"
            + " lost");
    return all;
  }

  private void print(LimitsReport report) {
    if (asJson) {
      System.out.println(
          JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    } else {
      report.conditions().forEach((name, value) -> System.out.printf("%-7s %s%n", name, value));
      report.lines().forEach(System.out::println);
    }
  }
}

package dev.coalmine.lab.bench.gateway;

import dev.coalmine.lab.bench.process.Children.Child;
import dev.coalmine.lab.bench.process.RedisStatistics;
import dev.coalmine.lab.bench.traffic.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** One proxy while it is measured. Several passes add up. */
final class Measuring {

  private final Contender contender;
  private final Child proxy;
  private final int port;
  private final Child redis;
  private final int redisPort;
  private final String transport;
  private final Map<Integer, Long> statuses = new TreeMap<>();

  private double seconds;
  private long answered;
  private long failed;
  private long cpu;
  private long redisCpu;
  private long redisCalls;
  private double least = Double.MAX_VALUE;
  private double most;
  private double p50;
  private double p99;

  /**
   * @param transport null for a program that is none of Java
   */
  Measuring(
      Contender contender, Child proxy, int port, Child redis, int redisPort, String transport) {
    this.contender = contender;
    this.proxy = proxy;
    this.port = port;
    this.redis = redis;
    this.redisPort = redisPort;
    this.transport = transport;
  }

  String name() {
    return contender.name();
  }

  /** What fails while a program is cold is told, and does not count. */
  void warmUp(LoadProcess load, Duration time) {
    if (time.isZero()) {
      return;
    }
    var outcome = load.closedLoop(port, time);
    if (outcome.failed() > 0) {
      System.err.printf("%s: while warming up, answers by status %s%n", name(), outcome.statuses());
    }
  }

  void pass(LoadProcess load, Duration time) {
    long cpuBefore = proxy.cpuMicros();
    long redisBefore = redis.cpuMicros();
    long callsBefore = RedisStatistics.scriptCalls(redisPort);
    var outcome = load.closedLoop(port, time);
    long used = proxy.cpuMicros() - cpuBefore;
    cpu += used;
    redisCpu += redis.cpuMicros() - redisBefore;
    redisCalls += RedisStatistics.scriptCalls(redisPort) - callsBefore;
    seconds += outcome.seconds();
    count(outcome);
    double micros = (double) used / Math.max(1, outcome.answered());
    least = Math.min(least, micros);
    most = Math.max(most, micros);
  }

  void halfLoad(LoadProcess load, Duration time) {
    if (answered > 0) {
      long before = answered;
      var outcome = load.openLoop(port, time, answered / seconds / 2);
      count(outcome);
      answered = before;
      p50 = outcome.p50Millis();
      p99 = outcome.p99Millis();
    }
  }

  private void count(Outcome outcome) {
    if (failed == 0 && outcome.failed() > 0) {
      System.err.printf("%s failed; its log ends:%n%s%n", name(), proxy.tail());
    }
    answered += outcome.answered();
    failed += outcome.failed();
    outcome.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
  }

  GatewayRow row() {
    double all = Math.max(1, answered);
    return new GatewayRow(
        contender.name(),
        cpu / all,
        redisCpu / all,
        seconds == 0 ? 0 : answered / seconds,
        p50,
        p99,
        redisCalls / all,
        null,
        answered,
        failed,
        new double[] {least, most},
        statuses,
        transport);
  }
}

package dev.coalmine.lab.torture;

import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.proxy.FaultForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random sequence of faults. The same seed gives the same sequence. */
final class FaultSchedule {

  /** Everything that has a process and a link of its own. */
  static final List<String> PARTS =
      List.of(
          "order-service",
          "payment-service",
          "notification-service",
          "gateway",
          "discovery",
          "kafka",
          "postgres",
          "redis",
          "redis-limits");

  private static final List<String> LINKS =
      List.of(
          "order-service",
          "payment-service",
          "payment-service-grpc",
          "notification-service",
          "gateway",
          "discovery",
          "kafka",
          "postgres",
          "redis",
          "redis-limits",
          "acquirer");

  private static final double MEAN_PAUSE_SECONDS = 8;
  private static final int LONGEST_SECONDS = 20;

  private final Random random;

  private FaultSchedule(long seed) {
    random = new Random(seed);
  }

  /**
   * @param at since the start
   */
  record Planned(Duration at, InjectedFault fault) {}

  /**
   * @param time in which they all begin; pauses between two are exponential, 8 s on average
   */
  static List<Planned> of(long seed, Duration time) {
    return new FaultSchedule(seed).plan(time);
  }

  private List<Planned> plan(Duration time) {
    var planned = new ArrayList<Planned>();
    var at = pause();
    while (at.compareTo(time) < 0) {
      planned.add(new Planned(at, fault()));
      at = at.plus(pause());
    }
    return planned;
  }

  private Duration pause() {
    return Duration.ofMillis(
        (long) (-Math.log(1 - random.nextDouble()) * MEAN_PAUSE_SECONDS * 1_000));
  }

  private InjectedFault fault() {
    double kind = random.nextDouble();
    if (kind < 0.25) {
      return new InjectedFault.Kill(one(PARTS));
    }
    if (kind < 0.4) {
      return new InjectedFault.Freeze(one(PARTS), time());
    }
    if (kind < 0.45) {
      return new InjectedFault.ReadOnly(time());
    }
    return kind < 0.75 ? link() : acquirer();
  }

  private InjectedFault link() {
    var kinds = List.of("LATENCY", "BANDWIDTH", "BLACK_HOLE", "RESET", "HALF_OPEN", "CUT");
    var kind = one(kinds);
    boolean directed = !kind.equals("RESET") && !kind.equals("HALF_OPEN");
    var direction = directed ? one(List.of("UP", "DOWN", "BOTH")) : null;
    return new InjectedFault.Link(
        new FaultForm(
            one(LINKS),
            kind,
            direction,
            one(List.of(0.3, 1.0)),
            time().toMillis(),
            kind.equals("LATENCY") ? 50L + random.nextInt(1_000) : null,
            kind.equals("LATENCY") ? 25L : null,
            kind.equals("BANDWIDTH") ? 2_000L + random.nextInt(60_000) : null,
            kind.equals("CUT") ? 100L + random.nextInt(20_000) : null));
  }

  private InjectedFault acquirer() {
    var kinds =
        List.of(
            Behaviour.Kind.DECLINE,
            Behaviour.Kind.SLOW,
            Behaviour.Kind.LOSE_REPLY,
            Behaviour.Kind.FAIL_BEFORE,
            Behaviour.Kind.FAIL_AFTER,
            Behaviour.Kind.CONFLICT,
            Behaviour.Kind.PENDING_REFUNDS,
            Behaviour.Kind.FAIL_REFUNDS,
            Behaviour.Kind.WEBHOOK_LATE,
            Behaviour.Kind.WEBHOOK_TWICE,
            Behaviour.Kind.WEBHOOK_OUT_OF_ORDER,
            Behaviour.Kind.WEBHOOK_NEVER,
            Behaviour.Kind.WEBHOOK_WRONG_SIGNATURE);
    var kind = one(kinds);
    return InjectedFault.Acquirer.of(
        kind, one(List.of(0.2, 0.5, 1.0)), 200 + random.nextInt(4_000), time());
  }

  private Duration time() {
    return Duration.ofSeconds(1 + random.nextInt(LONGEST_SECONDS));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}

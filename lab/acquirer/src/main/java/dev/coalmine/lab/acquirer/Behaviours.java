package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The behaviours in force, one of a kind; each ends by itself. They are no part of the books: who
 * is killed behaves well again.
 */
final class Behaviours {

  private final Map<Kind, InForce> inForce = new ConcurrentHashMap<>();
  private final Clock clock;

  Behaviours(Clock clock) {
    this.clock = clock;
  }

  void add(Behaviour behaviour) {
    inForce.put(
        behaviour.kind(),
        new InForce(
            behaviour,
            clock.instant().plusSeconds(behaviour.ttlSeconds()),
            ThreadLocalRandom.current().nextLong()));
  }

  void clear() {
    inForce.clear();
  }

  /** Those in force, with when they end. */
  List<Map<String, Object>> list() {
    inForce.values().removeIf(it -> it.isOver(clock.instant()));
    return inForce.values().stream()
        .sorted(Comparator.comparing(it -> it.behaviour().kind()))
        .map(it -> Map.<String, Object>of("behaviour", it.behaviour(), "until", it.until()))
        .toList();
  }

  /** Whether it strikes this operation; drawn anew each time. */
  boolean strikes(Kind kind, String operation) {
    return struck(kind, operation).isPresent();
  }

  Optional<Behaviour> struck(Kind kind, String operation) {
    return touching(kind, operation)
        .map(InForce::behaviour)
        .filter(behaviour -> ThreadLocalRandom.current().nextDouble() < behaviour.rate());
  }

  /**
   * Whether it strikes this object; drawn once for each, as long as the behaviour is in force: what
   * is looked at often must not be struck in the end at any rate.
   */
  boolean strikes(Kind kind, String operation, String id) {
    return touching(kind, operation)
        .filter(
            it ->
                new SplittableRandom(it.seed() + ObjectIds.number(id)).nextDouble()
                    < it.behaviour().rate())
        .isPresent();
  }

  /** Makes the caller wait when a fault wants it. */
  void delay(String operation) {
    struck(Kind.SLOW, operation)
        .ifPresent(
            slow -> {
              double vary = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
              LockSupport.parkNanos(
                  (long) (vary * TimeUnit.MILLISECONDS.toNanos(slow.delayMillis())));
            });
  }

  private Optional<InForce> touching(Kind kind, String operation) {
    return Optional.ofNullable(inForce.get(kind))
        .filter(it -> !it.isOver(clock.instant()))
        .filter(it -> it.behaviour().touches(operation));
  }

  private record InForce(Behaviour behaviour, Instant until, long seed) {

    boolean isOver(Instant now) {
      return now.isAfter(until);
    }
  }
}

package dev.coalmine.lab.acquirer;

import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** The behaviours in force, one of a kind; each ends by itself. */
final class Behaviours {

  private final Map<Kind, InForce> inForce = new ConcurrentHashMap<>();

  void add(Behaviour behaviour) {
    inForce.put(
        behaviour.kind(),
        new InForce(behaviour, Instant.now().plusSeconds(behaviour.ttlSeconds())));
  }

  void clear() {
    inForce.clear();
  }

  List<InForce> list() {
    inForce.values().removeIf(InForce::isOver);
    return List.copyOf(inForce.values());
  }

  /** Whether it strikes this operation; drawn anew each time. */
  boolean strikes(Kind kind, String operation) {
    return struck(kind, operation).isPresent();
  }

  Optional<Behaviour> struck(Kind kind, String operation) {
    return Optional.ofNullable(inForce.get(kind))
        .filter(known -> !known.isOver())
        .map(InForce::behaviour)
        .filter(behaviour -> behaviour.touches(operation))
        .filter(behaviour -> ThreadLocalRandom.current().nextDouble() < behaviour.rate());
  }

  record InForce(Behaviour behaviour, Instant until) {

    boolean isOver() {
      return Instant.now().isAfter(until);
    }
  }
}

package dev.coalmine.lab.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Which service is killed next: each once, in an order left to chance, before any twice. The order
 * goes on from one round to the next, so that short rounds hit every service in turn.
 */
final class VictimOrder {

  private final List<String> services;
  private final Random random;
  private final Deque<String> left = new ArrayDeque<>();

  VictimOrder(List<String> services, Random random) {
    this.services = List.copyOf(services);
    this.random = random;
  }

  /** Returns the service whose turn it is. */
  synchronized String next() {
    if (left.isEmpty()) {
      var order = new ArrayList<>(services);
      Collections.shuffle(order, random);
      left.addAll(order);
    }
    return left.removeFirst();
  }

  /** Makes the service the next one again, because its round ended before it was hit. */
  synchronized void putBack(String service) {
    left.addFirst(service);
  }
}

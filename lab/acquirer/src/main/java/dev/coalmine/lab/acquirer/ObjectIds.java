package dev.coalmine.lab.acquirer;

import java.util.concurrent.atomic.AtomicLong;

/** Ids that look like Stripe's and sort by time. */
final class ObjectIds {

  private final AtomicLong last = new AtomicLong();

  String next(String prefix) {
    long microseconds = System.currentTimeMillis() * 1_000;
    long id = last.updateAndGet(before -> Math.max(before + 1, microseconds));
    return "%s_%016x".formatted(prefix, id);
  }
}

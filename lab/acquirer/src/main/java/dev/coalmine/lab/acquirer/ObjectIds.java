package dev.coalmine.lab.acquirer;

import java.util.concurrent.atomic.AtomicLong;

/** Ids that look like Stripe's and sort by time: a prefix and microseconds. */
final class ObjectIds {

  private final AtomicLong last = new AtomicLong();

  String next(String prefix) {
    long microseconds = System.currentTimeMillis() * 1_000;
    return text(prefix, last.updateAndGet(before -> Math.max(before + 1, microseconds)));
  }

  /** Those to come are later, even if the clock was put back. */
  void seen(long number) {
    last.accumulateAndGet(number, Math::max);
  }

  static String text(String prefix, long number) {
    return "%s_%016x".formatted(prefix, number);
  }

  /** -1 when it is none of ours. */
  static long number(String id) {
    try {
      return Long.parseLong(id.substring(id.indexOf('_') + 1), 16);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

package dev.coalmine.gateway.limit.algorithm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What each limit means, said as plainly as possible: the times of all permits ever granted, and a
 * condition on them.
 */
public final class Reference {

  private final Condition condition;
  private final List<Long> granted = new ArrayList<>();

  /** Whether a permit at the time may follow those that were granted. */
  interface Condition {

    boolean allows(List<Long> granted, long now);
  }

  private Reference(Condition condition) {
    this.condition = condition;
  }

  /** In no span of time that ends now more than burst + rate · span, this one included. */
  public static Reference bucket(long permits, long period, long burst) {
    return new Reference(
        (granted, now) -> {
          var counted = 1L;
          for (int i = granted.size() - 1; i >= 0; i--) {
            counted++;
            var most = product(burst, period).add(product(permits, now - granted.get(i)));
            if (product(counted, period).compareTo(most) > 0) {
              return false;
            }
          }
          return true;
        });
  }

  public static Reference fixedWindow(long permits, long period) {
    return new Reference(
        (granted, now) -> within(granted, now / period * period, now + 1) < permits);
  }

  public static Reference slidingLog(long permits, long period) {
    return new Reference((granted, now) -> within(granted, now - period + 1, now + 1) < permits);
  }

  public static Reference slidingCounter(long permits, long period) {
    return new Reference(
        (granted, now) -> {
          long start = now / period * period;
          long current = within(granted, start, now + 1);
          long previous = within(granted, start - period, start);
          // current + previous * (1 - elapsed / period) + 1 <= permits
          var weighed = product(current + 1, period).add(product(previous, start + period - now));
          return weighed.compareTo(product(permits, period)) <= 0;
        });
  }

  /** As {@link Limiter#take}. */
  public long take(long now, long wanted) {
    long taken = 0;
    while (taken < wanted && allows(now)) {
      granted.add(now);
      taken++;
    }
    return taken;
  }

  public boolean allows(long now) {
    return condition.allows(granted, now);
  }

  /** The most permits within a period, whenever it begins. */
  public long worst(long period) {
    long worst = 0;
    for (var from : granted) {
      worst = Math.max(worst, within(granted, from, from + period));
    }
    return worst;
  }

  public int count() {
    return granted.size();
  }

  private static long within(List<Long> granted, long from, long to) {
    return granted.reversed().stream().takeWhile(at -> at >= from).filter(at -> at < to).count();
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }
}

package dev.coalmine.gateway.instance;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Which processes are avoided for a while because they refused a connection: the registry learns of
 * a death only when the lease ends. The next process at the same address is another instance, and
 * is not avoided.
 */
final class OutlierEjection {

  private final long nanos;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<Instance, Long> until = new ConcurrentHashMap<>();

  /**
   * @param nanos how long an instance is avoided
   */
  OutlierEjection(long nanos, LongSupplier nanoTime) {
    this.nanos = nanos;
    this.nanoTime = nanoTime;
  }

  /** True when it was not avoided already. */
  boolean eject(Instance instance) {
    boolean news = !ejected(instance);
    until.values().removeIf(this::over); // those of the dead are never asked for again
    until.put(instance, nanoTime.getAsLong() + nanos);
    return news;
  }

  boolean ejected(Instance instance) {
    if (until.isEmpty()) {
      return false;
    }
    var end = until.get(instance);
    if (end == null) {
      return false;
    }
    if (!over(end)) {
      return true;
    }
    until.remove(instance, end);
    return false;
  }

  private boolean over(long end) {
    return nanoTime.getAsLong() - end >= 0;
  }
}

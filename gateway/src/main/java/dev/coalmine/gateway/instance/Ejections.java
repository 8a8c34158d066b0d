package dev.coalmine.gateway.instance;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Which addresses are avoided for a while because they refused a connection: the registry learns of
 * a death only when the lease ends.
 */
final class Ejections {

  private final long nanos;
  private final LongSupplier nanoTime;
  private final ConcurrentMap<String, Long> until = new ConcurrentHashMap<>();

  Ejections(long nanos, LongSupplier nanoTime) {
    this.nanos = nanos;
    this.nanoTime = nanoTime;
  }

  /** True when it was not avoided already. */
  boolean eject(String address) {
    boolean news = !ejected(address);
    until.put(address, nanoTime.getAsLong() + nanos);
    return news;
  }

  boolean ejected(String address) {
    if (until.isEmpty()) {
      return false;
    }
    var end = until.get(address);
    if (end == null) {
      return false;
    }
    if (nanoTime.getAsLong() - end < 0) {
      return true;
    }
    until.remove(address, end);
    return false;
  }
}

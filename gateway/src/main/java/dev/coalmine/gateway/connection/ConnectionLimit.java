package dev.coalmine.gateway.connection;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Counts open connections, in all and by address, and says which one is too many. It remembers only
 * addresses that have a connection.
 */
final class ConnectionLimit {

  /** Why a connection is refused. */
  enum Refusal {
    TOTAL,
    ADDRESS
  }

  private final int max;
  private final int perAddress;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<Object, Integer> byAddress = new ConcurrentHashMap<>();

  /**
   * @param max how many connections there may be, at least 1
   * @param perAddress how many of them one address may have, at least 1
   */
  ConnectionLimit(int max, int perAddress) {
    this.max = max;
    this.perAddress = perAddress;
  }

  /** How many connections there may be. */
  int max() {
    return max;
  }

  /**
   * Counts a connection. One that is admitted must be given to {@link #release} when it ends; one
   * that is refused is not counted.
   *
   * @param address equal for the connections that are counted together; null for one that only
   *     counts in all
   * @return why the connection is refused; null when it is admitted
   */
  @Nullable Refusal admit(@Nullable Object address) {
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      return Refusal.TOTAL;
    }
    if (address != null && byAddress.merge(address, 1, Integer::sum) > perAddress) {
      release(address);
      return Refusal.ADDRESS;
    }
    return null;
  }

  /**
   * @param address as it was admitted
   */
  void release(@Nullable Object address) {
    open.decrementAndGet();
    if (address != null) {
      byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  int open() {
    return open.get();
  }

  /** How many addresses are remembered. */
  int addresses() {
    return byAddress.size();
  }
}

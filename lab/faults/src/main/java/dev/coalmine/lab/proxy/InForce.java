package dev.coalmine.lab.proxy;

import java.util.EnumMap;
import java.util.Map;

/** A fault that was set, and what its connections share. Two of them are never equal. */
final class InForce {

  private final String id;
  private final FaultForm form;
  private final Fault fault;
  private final long end;
  private final Map<Direction, TokenBucket> buckets = new EnumMap<>(Direction.class);

  /**
   * @param now in nanoseconds
   */
  InForce(String id, FaultForm form, long now) {
    this.id = id;
    this.form = form;
    fault = form.fault();
    end = now + fault.time().toNanos();
    if (fault.effect() instanceof Effect.Bandwidth bandwidth) {
      buckets.put(Direction.UP, new TokenBucket(bandwidth.bytesPerSecond(), now));
      buckets.put(Direction.DOWN, new TokenBucket(bandwidth.bytesPerSecond(), now));
    }
  }

  String id() {
    return id;
  }

  Fault fault() {
    return fault;
  }

  Effect effect() {
    return fault.effect();
  }

  /** Of a fault of bandwidth. */
  TokenBucket bucket(Direction direction) {
    return buckets.get(direction);
  }

  ListedFault listed(long now) {
    return new ListedFault(id, Math.max(0, (end - now) / 1_000_000), form);
  }
}

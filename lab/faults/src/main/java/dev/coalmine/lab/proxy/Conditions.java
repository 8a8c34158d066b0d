package dev.coalmine.lab.proxy;

import dev.coalmine.lab.proxy.Effect.Bandwidth;
import dev.coalmine.lab.proxy.Effect.BlackHole;
import dev.coalmine.lab.proxy.Effect.Cut;
import dev.coalmine.lab.proxy.Effect.HalfOpen;
import dev.coalmine.lab.proxy.Effect.Latency;
import dev.coalmine.lab.proxy.Effect.Reset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What all faults together mean for one direction of one connection.
 *
 * @param held nothing moves
 * @param delays add up
 * @param buckets each must agree
 * @param cuts the faults that let only so many bytes pass
 */
record Conditions(
    boolean held, List<Latency> delays, List<TokenBucket> buckets, List<InForce> cuts) {

  static final Conditions NONE = new Conditions(false, List.of(), List.of(), List.of());

  static Conditions of(List<InForce> faults, Direction direction) {
    boolean held = false;
    var delays = new ArrayList<Latency>();
    var buckets = new ArrayList<TokenBucket>();
    var cuts = new ArrayList<InForce>();
    for (var fault : faults) {
      if (!fault.fault().direction().covers(direction)) {
        continue;
      }
      switch (fault.effect()) {
        case BlackHole _ -> held = true;
        case Latency latency -> delays.add(latency);
        case Bandwidth _ -> buckets.add(fault.bucket(direction));
        case Cut _ -> cuts.add(fault);
        case Reset _, HalfOpen _ -> {} // of the connection as a whole
      }
    }
    return new Conditions(held, delays, buckets, cuts);
  }

  /** In nanoseconds. */
  long delay(RandomGenerator random) {
    long sum = 0;
    for (var latency : delays) {
      long jitter = latency.jitter().toNanos();
      sum += latency.delay().toNanos() + random.nextLong(-jitter, jitter + 1);
    }
    return sum;
  }

  /** In nanoseconds. */
  long longestDelay() {
    return delays.stream().mapToLong(it -> it.delay().plus(it.jitter()).toNanos()).sum();
  }

  int largestPiece() {
    return buckets.stream().mapToInt(TokenBucket::largestPiece).min().orElse(Integer.MAX_VALUE);
  }

  /** When so many bytes may pass, in nanoseconds. */
  long reserve(int bytes, long now) {
    return buckets.stream().mapToLong(it -> it.reserve(bytes, now)).max().orElse(now);
  }
}

package dev.coalmine.gateway.limit;

import java.util.Random;

/** Arrivals by chance: the seed is printed, and {@code COALMINE_SEED} repeats it. */
public final class Arrivals {

  private final Random random;

  private Arrivals(long seed) {
    this.random = new Random(seed);
  }

  public static Arrivals seeded(String test) {
    var wanted = System.getenv("COALMINE_SEED");
    long seed = wanted == null ? new Random().nextLong() : Long.parseLong(wanted);
    System.out.printf("%s: COALMINE_SEED=%d%n", test, seed);
    return new Arrivals(seed);
  }

  public int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  /** Mostly in bunches, now and then after a pause that is long against the period. */
  public long pause(long period, long permits) {
    long even = Math.max(1, period / permits);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> 0;
      case 3 -> random.nextLong(2 * period + 1);
      case 4 -> even;
      default -> random.nextLong(2 * even + 1);
    };
  }

  public long anyTime(long least, long most) {
    return random.nextLong(least, most);
  }
}

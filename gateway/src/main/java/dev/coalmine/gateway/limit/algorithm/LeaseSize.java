package dev.coalmine.gateway.limit.algorithm;

/**
 * How many permits a replica takes at a time. A key that spends its permits within half the time of
 * a lease gets twice as many the next time; one that has kept permits until the lease ended gets as
 * many as it has spent. So a cold key has one, which is exact, and permits that end unused are few.
 */
public final class LeaseSize {

  private LeaseSize() {}

  /**
   * @param size of the lease that ends, at least 1
   * @param spent permits of it
   * @param took how long it lasted until it was used up or renewed, in any unit
   * @param longest time of a lease, in the same unit
   * @param most permits of a lease, at least 1
   */
  public static int next(int size, int spent, long took, long longest, int most) {
    if (took >= longest) {
      return Math.clamp(spent, 1, most);
    }
    return took <= longest / 2 ? Math.min(most, 2 * size) : Math.min(most, size);
  }

  /** Whether a lease is renewed now, beside the requests that spend it: 30 % or less is left. */
  public static boolean isLow(int left, int size) {
    return left * 10 <= size * 3;
  }
}

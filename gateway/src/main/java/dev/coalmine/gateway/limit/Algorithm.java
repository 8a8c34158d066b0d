package dev.coalmine.gateway.limit;

/** How a limit decides. */
public enum Algorithm {
  /** The leaky bucket as a meter (ITU-T I.371): one time per key, the rate is even. */
  GCRA,
  /** A bucket that refills continuously: two numbers per key, the same decisions as GCRA. */
  TOKEN_BUCKET,
  /** A count per calendar window: up to twice the permits around the end of a window. */
  FIXED_WINDOW,
  /** The time of each admitted request: exact, with memory for each permit. */
  SLIDING_LOG,
  /** Two counts, of which the earlier one counts by its share of the window: approximate. */
  SLIDING_COUNTER;

  /** Whether the permits are those of a window, so that a burst cannot be chosen. */
  public boolean windowed() {
    return this != GCRA && this != TOKEN_BUCKET;
  }
}

package dev.coalmine.lab.bench.connections;

import java.util.Arrays;

/** The times of answers, and how many there were none of. One thread writes. */
final class Latencies {

  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[1024];
  private int size;
  private int failed;

  void add(long time) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = time;
  }

  void fail() {
    failed++;
  }

  int requests() {
    return size + failed;
  }

  int failed() {
    return failed;
  }

  /**
   * The nearest-rank percentile.
   *
   * @param share above 0, at most 1
   * @return milliseconds; NaN without an answer
   */
  double percentile(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    var sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * size) - 1] / NANOS_PER_MILLI;
  }
}

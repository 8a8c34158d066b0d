package dev.coalmine.lab.bench.limits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The requests that a limit has admitted, as their sender saw them. When the decision was made is
 * known to lie between sending and answer, so a burst is counted as what surely lies within a time.
 * Times are nanoseconds of one clock.
 */
final class Admissions {

  private final List<long[]> all = new ArrayList<>();

  /**
   * @param sent when the request was sent
   * @param received when its answer was there
   */
  void add(long sent, long received) {
    all.add(new long[] {sent, received});
  }

  int count() {
    return all.size();
  }

  /** Returns how many were sent from {@code start} on and before {@code end}. */
  int sentWithin(long start, long end) {
    return (int) all.stream().filter(it -> it[0] >= start && it[0] < end).count();
  }

  /**
   * Returns the most requests that were sent and answered within any time of this length: for each
   * request, those that were sent no earlier and answered within that length of its sending.
   *
   * @param length in nanoseconds, above 0
   */
  int worstBurst(long length) {
    var bySent = all.toArray(long[][]::new);
    Arrays.sort(bySent, (a, b) -> Long.compare(a[0], b[0]));
    int worst = 0;
    for (int first = 0; first < bySent.length; first++) {
      long end = bySent[first][0] + length;
      int within = 0;
      for (int i = first; i < bySent.length && bySent[i][0] < end; i++) {
        if (bySent[i][1] < end) {
          within++;
        }
      }
      worst = Math.max(worst, within);
    }
    return worst;
  }
}

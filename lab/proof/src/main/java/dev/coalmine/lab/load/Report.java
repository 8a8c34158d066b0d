package dev.coalmine.lab.load;

import java.io.PrintStream;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param refused by reason
 * @param unanswered given up without an answer: what became of them only the system knows
 * @param askedAgain orders that took more than one attempt
 * @param inVain attempts after which was asked again, by reason
 */
public record Report(
    long offered,
    long accepted,
    Map<String, Long> refused,
    long unanswered,
    long askedAgain,
    Map<String, Long> inVain,
    long cancelled,
    Latency latency) {

  /** Milliseconds from the intended start to the answer, all attempts and pauses included. */
  public record Latency(double p50, double p90, double p99, double p999, double max) {

    static Latency of(Histogram micros) {
      return new Latency(
          ms(micros, 50), ms(micros, 90), ms(micros, 99), ms(micros, 99.9), ms(micros, 100));
    }

    private static double ms(Histogram micros, double percentile) {
      return micros.getValueAtPercentile(percentile) / 1e3;
    }
  }

  long refusals() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String reasons(Map<String, Long> counts) {
    return counts.isEmpty() ? "" : " " + counts;
  }

  public void printLine(PrintStream out, long seconds, int open) {
    out.printf(
        "  %2d:%02d  offered %6d  accepted %6d  refused %4d  open %4d  p50 %6.1f ms  p99 %7.1f"
            + " ms%n",
        seconds / 60, seconds % 60, offered, accepted, refusals(), open, latency.p50, latency.p99);
  }

  public void printSummary(PrintStream out) {
    out.printf(
        "%d offered, %d accepted, %d refused%s, %d without an answer; %d asked more than once%s;"
            + " %d cancelled again%n",
        offered,
        accepted,
        refusals(),
        reasons(refused),
        unanswered,
        askedAgain,
        reasons(inVain),
        cancelled);
    out.printf(
        "latency from the intended start: p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms%n",
        latency.p50, latency.p90, latency.p99, latency.p999, latency.max);
  }
}

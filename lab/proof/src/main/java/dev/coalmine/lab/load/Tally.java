package dev.coalmine.lab.load;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** What came of the load so far. Safe for all threads. */
public final class Tally {

  private static final int DIGITS = 3;

  private final LongAdder offered = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder askedAgain = new LongAdder();
  private final LongAdder cancelled = new LongAdder();
  private final Counts inVain = new Counts();
  private final Counts refused = new Counts();
  private final Recorder latencies = new Recorder(DIGITS);
  private final Histogram all = new Histogram(DIGITS);

  public void offered(int orders) {
    offered.add(orders);
  }

  /**
   * @param micros since the order was to be placed, waiting for its turn included
   */
  public void placed(Reply reply, long micros) {
    latencies.recordValue(Math.max(micros, 0));
    if (reply.attempts() > 1) {
      askedAgain.increment();
    }
    reply.inVain().forEach(inVain::count);
    if (reply.isOk()) {
      accepted.increment();
    } else if (reply.status() == 0) {
      unanswered.increment();
    } else {
      refused.count(reply.reason());
    }
  }

  public void cancelled(Reply reply) {
    if (reply.isOk()) {
      cancelled.increment();
    }
  }

  /** What came of the requests that ended since the last call. */
  public synchronized Interval interval() {
    var since = latencies.getIntervalHistogram();
    all.add(since);
    return new Interval(
        offered.sum(), accepted.sum(), Report.Latency.of(since), since.getTotalCount());
  }

  /**
   * @param offered since the start
   * @param accepted since the start
   * @param latency of this interval
   * @param ended requests of this interval
   */
  public record Interval(long offered, long accepted, Report.Latency latency, long ended) {}

  public synchronized Report report() {
    all.add(latencies.getIntervalHistogram());
    return new Report(
        offered.sum(),
        accepted.sum(),
        refused.sums(),
        unanswered.sum(),
        askedAgain.sum(),
        inVain.sums(),
        cancelled.sum(),
        Report.Latency.of(all));
  }
}

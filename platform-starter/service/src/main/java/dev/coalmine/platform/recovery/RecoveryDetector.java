package dev.coalmine.platform.recovery;

import dev.coalmine.platform.settings.Range;
import java.time.Duration;
import java.time.Instant;

/**
 * Finds out from the results of calls when a dependency answers again after an outage, so that work
 * that waits for it with back-off need wait no longer; and says during an outage when one piece of
 * that work is to be tried ahead of its time, so that the end is noticed however long the back-off.
 *
 * <p>At first it assumes an outage: what a process that died left waiting is found that way. Safe
 * for use by several threads.
 */
public final class RecoveryDetector {

  private final int failuresOfAnOutage;
  private final Duration probeInterval;
  private int failures;
  private Instant lastCall = Instant.EPOCH;

  /**
   * @param failuresOfAnOutage that many calls in a row without an answer are an outage, 1–1,000
   * @param probeInterval between the end of a call and the next one ahead of its time, 100 ms–1 min
   * @throws IllegalArgumentException when one is out of its range
   */
  public RecoveryDetector(int failuresOfAnOutage, Duration probeInterval) {
    Range.of("recovery")
        .check("failures-of-an-outage", failuresOfAnOutage, 1, 1_000)
        .check("probe-interval", probeInterval, "100ms", "1m");
    this.failuresOfAnOutage = failuresOfAnOutage;
    this.probeInterval = probeInterval;
    this.failures = failuresOfAnOutage;
  }

  /**
   * Notes an answer.
   *
   * @return whether it ends an outage
   */
  public synchronized boolean answered(Instant now) {
    boolean recovered = isOutage();
    failures = 0;
    lastCall = now;
    return recovered;
  }

  /**
   * Assumes an outage again, so that the next answer ends it: for when the work that should follow
   * an answer could not be done.
   */
  public synchronized void assumeOutage() {
    failures = failuresOfAnOutage;
  }

  /** Notes a call without an answer. */
  public synchronized void failed(Instant now) {
    failures = Math.min(failures + 1, failuresOfAnOutage);
    lastCall = now;
  }

  /**
   * Whether one call is to be made ahead of its time. Saying yes counts as that call: the next yes
   * comes an interval later.
   */
  public synchronized boolean takeProbe(Instant now) {
    if (!isOutage() || now.isBefore(lastCall.plus(probeInterval))) {
      return false;
    }
    lastCall = now;
    return true;
  }

  private boolean isOutage() {
    return failures >= failuresOfAnOutage;
  }
}

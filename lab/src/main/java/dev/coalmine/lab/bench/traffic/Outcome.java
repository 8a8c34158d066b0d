package dev.coalmine.lab.bench.traffic;

import java.util.Map;

/**
 * What became of an {@link Order}.
 *
 * @param seconds from the first request to the end of the time
 * @param answered requests that were answered with 2xx
 * @param failed all others
 * @param statuses how often each status came; 0 stands for a connection that broke
 * @param p50Millis latency of half of all requests
 * @param p99Millis latency of 99 % of all requests
 */
public record Outcome(
    double seconds,
    long answered,
    long failed,
    Map<Integer, Long> statuses,
    double p50Millis,
    double p99Millis) {

  /** Returns requests answered a second. */
  public double rate() {
    return answered / seconds;
  }
}

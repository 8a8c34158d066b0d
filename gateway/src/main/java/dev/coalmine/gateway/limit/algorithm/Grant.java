package dev.coalmine.gateway.limit.algorithm;

/**
 * What a limiter gives.
 *
 * @param granted permits, from 0 to those that were wanted
 * @param remaining permits that could be taken now
 * @param retryAfter microseconds until there is a permit again; 0 when one remains
 * @param reset microseconds until all permits are there again
 */
public record Grant(long granted, long remaining, long retryAfter, long reset) {

  static Grant of(long granted, long remaining, long untilNext, long reset) {
    return new Grant(granted, remaining, remaining > 0 ? 0 : untilNext, reset);
  }
}

package dev.coalmine.lab.bench.limits;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that was measured.
 *
 * @param waits how long requests waited for a Redis in trouble
 * @param addresses null when they were not asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LimitsReport(
    Map<String, Object> conditions,
    List<LimitRow> rows,
    List<Wait> waits,
    ManyAddresses addresses) {

  private static final String COLUMNS = "%-22s %8s %-13s %6s %9s %8s %6s %6s %6s %8s %9s %8s %s";

  /**
   * The longest time to an answer.
   *
   * @param calmMillis before Redis was in trouble
   * @param troubleMillis meanwhile
   * @param limitMillis how long the limiter may wait for Redis
   */
  record Wait(String trouble, double calmMillis, double troubleMillis, long limitMillis) {

    /** What is above the calm time is at most the limiter's own limit. */
    @com.fasterxml.jackson.annotation.JsonProperty
    boolean holds() {
      return troubleMillis <= calmMillis + limitMillis;
    }
  }

  boolean isGood() {
    return rows.stream().allMatch(LimitRow::holds)
        && waits.stream().allMatch(Wait::holds)
        && (addresses == null || addresses.holds());
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    if (!rows.isEmpty()) {
      lines.add(
          line(
              "limit",
              "gateways",
              "Redis",
              "sent",
              "admitted",
              "allowed",
              "bound",
              "in 1 s",
              "bound",
              "Redis",
              "meanwhile",
              "by rate",
              ""));
      lines.add(line("", "", "", "", "", "", "", "", "", "calls", "admitted", "", ""));
      rows.forEach(row -> lines.add(line(row)));
    }
    for (var wait : waits) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Redis %s: longest wait %.0f ms, before it %.0f ms, the limiter's limit %d ms: %s",
              wait.trouble(),
              wait.troubleMillis(),
              wait.calmMillis(),
              wait.limitMillis(),
              verdict(wait.holds())));
    }
    if (addresses != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%d addresses: heap after a collection %.1f MiB at a tenth of them, %.1f MiB at the"
                  + " end; Redis %.1f MiB, %d keys evicted, %d requests failed: %s",
              addresses.addresses(),
              addresses.heapMibBefore(),
              addresses.heapMibAfter(),
              addresses.redisMib(),
              addresses.evictedKeys(),
              addresses.failed(),
              verdict(addresses.holds())));
    }
    return lines;
  }

  private static String line(LimitRow row) {
    boolean calm = row.trouble().equals(Trouble.NONE.text());
    return line(
        row.limit(),
        row.gateways(),
        row.trouble(),
        row.sent(),
        row.admitted(),
        row.allowed(),
        row.bound(),
        row.worstBurst(),
        row.burstBound(),
        String.format(Locale.ROOT, "%.3f", row.redisCallsPerRequest()),
        calm ? "" : row.admittedInTrouble(),
        calm ? "" : row.rateInTrouble(),
        verdict(row.holds()) + (row.failed() > 0 ? ", %d failed".formatted(row.failed()) : ""));
  }

  private static String line(Object... columns) {
    return COLUMNS.formatted(columns).stripTrailing();
  }

  private static String verdict(boolean holds) {
    return holds ? "holds" : "MISSED";
  }
}

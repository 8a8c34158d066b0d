package dev.coalmine.lab.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows, as a table for people and as JSON for machines. */
record GatewayTable(List<GatewayRow> rows, List<String> missing) {

  private static final String HEAD =
      """
        CPU-us/request  Redis CPU-us/  requests/s   -- at half load --  Redis calls/  CPU ratio
      (of one pass)           request                p50 ms    p99 ms       request    to bare\
      """;

  /** Adds each row's ratio to the bare Spring Cloud Gateway. */
  static GatewayTable of(List<GatewayRow> rows, List<String> missing) {
    var bare =
        rows.stream()
            .filter(row -> row.name().equals(Contenders.BARE) && !row.isFailed())
            .findFirst();
    return new GatewayTable(
        rows.stream()
            .map(
                row ->
                    row.withRatio(
                        bare.map(it -> row.cpuMicrosPerRequest() / it.cpuMicrosPerRequest())
                            .orElse(null)))
            .toList(),
        missing);
  }

  /** Returns the lines of the table, the rows that are missing and the bars below it. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    HEAD.lines().forEach(lines::add);
    rows.forEach(row -> lines.add(line(row)));
    missing.forEach(name -> lines.add("%-14s not installed".formatted(name)));
    lines.add("");
    for (var bar : Bar.of(rows)) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-6s %s: %.3g%s",
              bar.holds() ? "holds" : "missed",
              bar.text(),
              bar.measured(),
              bar.required() ? "" : " (the next aim)"));
    }
    return lines;
  }

  private static String line(GatewayRow row) {
    if (row.isFailed()) {
      return "%-14s FAILED: %d of %d requests, answers by status %s"
          .formatted(row.name(), row.failed(), row.failed() + row.requests(), row.statuses());
    }
    return String.format(
        Locale.ROOT,
        "%-14s %6.1f (%.1f-%.1f) %12.1f %11.0f %9.2f %9.2f %13.3f %10s",
        row.name(),
        row.cpuMicrosPerRequest(),
        row.passMicros()[0],
        row.passMicros()[1],
        row.redisCpuMicrosPerRequest(),
        row.requestsPerSecond(),
        row.p50Millis(),
        row.p99Millis(),
        row.redisCallsPerRequest(),
        row.ratioToBare() == null ? "-" : String.format(Locale.ROOT, "%.2f", row.ratioToBare()));
  }

  /** Returns what {@code --json} prints. */
  Map<String, Object> json(Map<String, Object> conditions) {
    return Map.of("conditions", conditions, "rows", rows, "missing", missing, "bars", Bar.of(rows));
  }

  /** Returns whether every row has been measured and no required bar is missed. */
  boolean isGood() {
    return rows.stream().noneMatch(GatewayRow::isFailed)
        && Bar.of(rows).stream().allMatch(bar -> bar.holds() || !bar.required());
  }
}

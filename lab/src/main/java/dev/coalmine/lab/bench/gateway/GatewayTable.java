package dev.coalmine.lab.bench.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows, as a table for people and as JSON for machines. */
record GatewayTable(List<GatewayRow> rows, List<String> missing) {

  private static final String COLUMNS = "%-14s %22s %13s %11s %9s %9s %12s %9s";

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
    lines.add(
        line(
            "",
            "CPU-us per",
            "Redis CPU-us",
            "requests/s",
            "p50 ms at",
            "p99 ms at",
            "Redis calls",
            "CPU ratio"));
    lines.add(
        line(
            "",
            "request (each pass)",
            "per request",
            "",
            "half load",
            "half load",
            "per request",
            "to bare"));
    rows.forEach(row -> lines.add(line(row)));
    missing.forEach(name -> lines.add("%-14s not installed".formatted(name)));
    lines.add("");
    var bars = Bar.of(rows);
    if (bars.isEmpty()) {
      lines.add("These rows judge no bar: each compares two rows.");
    }
    for (var bar : bars) {
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
    if (row.isWithoutItsRedis()) {
      return "%-14s FAILED: its limits did not ask Redis".formatted(row.name());
    }
    if (row.isFailed()) {
      return "%-14s FAILED: %d of %d requests, answers by status %s"
          .formatted(row.name(), row.failed(), row.failed() + row.requests(), row.statuses());
    }
    return line(
        row.name(),
        "%s (%s-%s)"
            .formatted(
                number(row.cpuMicrosPerRequest(), 1),
                number(row.passMicros()[0], 1),
                number(row.passMicros()[1], 1)),
        number(row.redisCpuMicrosPerRequest(), 1),
        number(row.requestsPerSecond(), 0),
        number(row.p50Millis(), 2),
        number(row.p99Millis(), 2),
        number(row.redisCallsPerRequest(), 3),
        row.ratioToBare() == null ? "-" : number(row.ratioToBare(), 2));
  }

  private static String line(Object... columns) {
    return COLUMNS.formatted(columns);
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
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

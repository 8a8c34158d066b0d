package dev.coalmine.lab.launch;

import dev.coalmine.lab.system.PartState;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** {@code status} for people. */
final class StatusTable {

  static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final String ROW = "%-22s %-10s %7s %11s %8s %8s %8s %8s  %s%n";
  private static final int KIB = 1024;

  private StatusTable() {}

  static void print(PrintStream out, List<Observed> parts, Instant now) {
    out.printf(ROW, "part", "status", "pid", "port", "since", "restarts", "RSS MiB", "PSS MiB", "");
    for (var observed : parts) {
      var part = observed.part();
      out.printf(
          ROW,
          part.name(),
          observed.status(),
          part.pid() == 0 ? "-" : part.pid(),
          ports(part),
          span(Duration.between(part.since(), now)),
          part.restarts(),
          mebibytes(observed.memory().rss()),
          mebibytes(observed.memory().pss()),
          part.lastExit() == null ? "" : "last ended with " + part.lastExit());
    }
    out.printf(
        ROW,
        "total",
        "",
        "",
        "",
        "",
        parts.stream().mapToInt(it -> it.part().restarts()).sum(),
        mebibytes(parts.stream().mapToLong(it -> it.memory().rss()).sum()),
        mebibytes(parts.stream().mapToLong(it -> it.memory().pss()).sum()),
        "");
    if (parts.stream().anyMatch(it -> isBehindAProxy(it.part()))) {
      out.println("port: a proxy's, for clients, and behind it the part's own");
    }
  }

  private static boolean isBehindAProxy(PartState part) {
    return part.frontPort() != part.port();
  }

  private static String ports(PartState part) {
    return isBehindAProxy(part)
        ? part.frontPort() + "/" + part.port()
        : String.valueOf(part.port());
  }

  private static String mebibytes(long kibibytes) {
    return kibibytes == 0 ? "-" : String.valueOf(kibibytes / KIB);
  }

  /** 42s, 7m05s, 3h07m. */
  static String span(Duration time) {
    if (time.toMinutes() == 0) {
      return time.toSeconds() + "s";
    }
    return time.toHours() == 0
        ? "%dm%02ds".formatted(time.toMinutes(), time.toSecondsPart())
        : "%dh%02dm".formatted(time.toHours(), time.toMinutesPart());
  }

  /**
   * A part as the launcher and as the operating system sees it.
   *
   * @param healthy whether it answers now
   */
  record Observed(PartState part, boolean healthy, Memory memory) {

    String status() {
      var known = part.status().name().toLowerCase(java.util.Locale.ROOT);
      return part.status() == PartState.Status.READY && !healthy ? "unwell" : known;
    }

    boolean isFine() {
      return part.status() == PartState.Status.READY && healthy;
    }
  }
}

package dev.coalmine.lab.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. */
final class LogTail {

  private static final int AVERAGE_LINE = 2_000;
  private static final int LONGEST_COMPLAINT = 300;
  private static final String CAUSE = "Caused by: ";
  private static final String REASON = "Reason: ";
  private static final String DESCRIPTION = "Description:";

  private LogTail() {}

  /** The last lines, without reading all of a big file. */
  static List<String> lines(Path log, int count) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - (long) AVERAGE_LINE * count);
      file.seek(from);
      var bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      int first = from == 0 ? 0 : 1; // cut in the middle
      return lines.subList(
          Math.max(Math.min(first, lines.size()), lines.size() - count), lines.size());
    }
  }

  /** What a process said last before it ended, as the second half of a sentence. */
  static String lastComplaint(Path log) {
    try {
      var readable =
          lines(log, 40).stream()
              .map(LogLine::read)
              .filter(line -> !line.message().isBlank())
              .toList();
      return readable.stream()
          .filter(LogLine::isError)
          .reduce((first, second) -> second)
          .or(() -> readable.stream().reduce((first, second) -> second))
          .map(line -> ": " + shortened(reason(line)))
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** The root cause, where the line has one; else what Spring Boot's analysis calls the reason. */
  private static String reason(LogLine line) {
    var causes = line.stack().lines().filter(it -> it.startsWith(CAUSE)).toList();
    if (!causes.isEmpty()) {
      var cause = causes.getLast().substring(CAUSE.length());
      return cause.substring(cause.indexOf(": ") < 0 ? 0 : cause.indexOf(": ") + 2);
    }
    var lines = line.message().lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
    return lines.stream()
        .filter(it -> it.startsWith(REASON))
        .map(it -> it.substring(REASON.length()))
        .findFirst()
        .orElseGet(() -> lines.get(Math.min(lines.indexOf(DESCRIPTION) + 1, lines.size() - 1)));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_COMPLAINT ? text : text.substring(0, LONGEST_COMPLAINT) + "…";
  }
}

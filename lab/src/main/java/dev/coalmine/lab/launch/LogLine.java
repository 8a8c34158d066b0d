package dev.coalmine.lab.launch;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a log: structured (ECS) as the services write it, or any other text.
 *
 * @param time null for other text
 * @param level empty for other text
 * @param trace empty when there is none
 * @param stack empty when there is none
 */
record LogLine(
    Instant time, String level, String logger, String message, String trace, String stack) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final int TRACE_DIGITS = 8;

  static LogLine read(String line) {
    if (line.startsWith("{")) {
      try {
        var json = JSON.readTree(line);
        return new LogLine(
            Instant.parse(text(json, "@timestamp")),
            text(json, "log", "level"),
            text(json, "log", "logger"),
            text(json, "message"),
            trace(json),
            text(json, "error", "stack_trace"));
      } catch (JacksonException | DateTimeParseException e) {
        return plain(line); // looks like JSON, is not ours
      }
    }
    return plain(line);
  }

  private static LogLine plain(String line) {
    return new LogLine(null, "", "", line, "", "");
  }

  private static String trace(JsonNode json) {
    var ecs = text(json, "trace", "id");
    return ecs.isEmpty() ? text(json, "traceId") : ecs;
  }

  /** Nested or with dots in the name: ECS allows both. */
  private static String text(JsonNode json, String... path) {
    var flat = json.get(String.join(".", path));
    if (flat != null) {
      return flat.asString();
    }
    var node = json;
    for (var name : path) {
      node = node.path(name);
    }
    return node.isMissingNode() || node.isNull() ? "" : node.asString();
  }

  boolean isError() {
    return level.equals("ERROR") || message.contains("FATAL") || message.contains("ERROR");
  }

  /** One line for people, and the stack trace below it. */
  String readable() {
    if (time == null) {
      return message;
    }
    var text = new StringBuilder();
    text.append(CLOCK.format(time)).append(' ').append("%-5s".formatted(level)).append(' ');
    text.append(logger.substring(logger.lastIndexOf('.') + 1)).append("  ").append(message);
    if (!trace.isEmpty()) {
      text.append("  [").append(trace, 0, Math.min(TRACE_DIGITS, trace.length())).append(']');
    }
    if (!stack.isEmpty()) {
      text.append('\n').append(stack.strip().indent(4).stripTrailing());
    }
    return text.toString();
  }
}

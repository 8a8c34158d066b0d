package dev.coalmine.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A statement that reads all columns of a table reads one more when the next version adds it, and
 * PostgreSQL refuses a prepared statement whose result has changed: a rolling update would fail
 * requests.
 */
class NamedColumnsTests {

  private static final Path ROOT = Path.of("../..");
  private static final Pattern ALL_COLUMNS =
      Pattern.compile(
          "\\b(select|returning)\\s+([\\w.?]+\\s*,\\s*)*(\\w+\\.\\*|\\*(?!\\s*from\\s+unnest\\b))",
          Pattern.CASE_INSENSITIVE);

  @Test
  void noStatementReadsAllColumnsOfATable() throws IOException {
    var sources = sources();
    var found = new ArrayList<String>();
    for (var source : sources) {
      ALL_COLUMNS
          .matcher(Files.readString(source))
          .results()
          .forEach(statement -> found.add(source + ": " + statement.group()));
    }

    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(found).isEmpty();
  }

  /** Of every module, so that a service that is new keeps to it as well. */
  private static List<Path> sources() throws IOException {
    try (var modules = Files.find(ROOT, 3, (path, _) -> path.endsWith("pom.xml"))) {
      var sources = new ArrayList<Path>();
      for (var module : modules.toList()) {
        var main = module.resolveSibling("src/main/java");
        if (Files.isDirectory(main)) {
          try (var files = Files.walk(main)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
      return sources;
    }
  }
}

package dev.coalmine.lab.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What all runs have written, a request a piece. */
public final class Journals {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Journals() {}

  /**
   * @param answer null when none was written: the client ended before it came
   */
  public record Request(Entry intent, Entry answer) {

    public boolean isAnswered() {
      return answer != null && answer.status() > 0;
    }

    /** Whether the client was told that it is done, or is being done. */
    public boolean isAcknowledged() {
      return isAnswered() && answer.status() < 300;
    }
  }

  /**
   * @param directory may not exist
   * @throws UserError when a file is no journal
   */
  public static List<Request> read(Path directory) {
    var requests = new LinkedHashMap<String, Request>();
    for (var file : files(directory)) {
      readFile(file, requests);
    }
    return List.copyOf(requests.values());
  }

  /**
   * @param directory may not exist
   * @throws UserError when a file is no journal
   */
  public static Map<String, Request> byKey(Path directory) {
    return read(directory).stream()
        .collect(Collectors.toMap(it -> it.intent().key(), Function.identity()));
  }

  private static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.filter(it -> it.toString().endsWith(Journal.SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(directory, e.getMessage()));
    }
  }

  private static void readFile(Path file, Map<String, Request> requests) {
    var lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        add(JSON.readValue(lines.get(i), Entry.class), requests);
      } catch (JacksonException e) {
        if (i < lines.size() - 1) { // the last may be torn: its writer was killed before the fsync
          throw new UserError("line %d of %s is not one of a journal".formatted(i + 1, file));
        }
      }
    }
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8).lines().toList(); // also a torn character
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static void add(Entry entry, Map<String, Request> requests) {
    switch (entry.kind()) {
      case INTENT -> requests.put(entry.key(), new Request(entry, null));
      case ANSWER ->
          requests.computeIfPresent(
              entry.key(), (_, request) -> new Request(request.intent(), entry));
    }
  }
}

package dev.coalmine.lab.images;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs of others: docker, minikube, kind, git. What they say is shown when they fail. */
record Tool(Path directory) {

  private static final int SHOWN = 40;

  private static final Map<String, String> TO_DO =
      Map.of(
          "docker", "install a Docker engine, or start it",
          "minikube", "install minikube, or load elsewhere with --load",
          "kind", "install kind, or load elsewhere with --load");

  /**
   * @return what it said
   * @throws UserError when it cannot be run, or fails
   */
  String run(String purpose, List<String> command) {
    var said = new StringBuilder();
    int exit = exit(command, said, true);
    if (exit != 0) {
      System.err.println(last(said.toString()));
      throw new UserError(
          "%s failed: %s ended with %d, and its last lines are above."
              .formatted(purpose, command.getFirst(), exit));
    }
    return said.toString().strip();
  }

  /**
   * The same without what it says on stderr, which goes to the person.
   *
   * @return its stdout
   * @throws UserError when it cannot be run, or fails
   */
  String ask(String purpose, List<String> command) {
    var said = new StringBuilder();
    int exit = exit(command, said, false);
    if (exit != 0) {
      throw new UserError(
          "%s failed: %s ended with %d.".formatted(purpose, command.getFirst(), exit));
    }
    return said.toString();
  }

  /**
   * @throws UserError when it cannot be run
   */
  boolean succeeds(List<String> command) {
    return exit(command, new StringBuilder(), true) == 0;
  }

  /** The same, where a failure only means that it is not known. */
  String runOr(String otherwise, List<String> command) {
    try {
      var said = new StringBuilder();
      return exit(command, said, true) == 0 ? said.toString().strip() : otherwise;
    } catch (UserError e) {
      return otherwise;
    }
  }

  private int exit(List<String> command, StringBuilder said, boolean alsoErrors) {
    try {
      var process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(alsoErrors)
              .redirectError(alsoErrors ? Redirect.PIPE : Redirect.INHERIT)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      try (var reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
        var buffer = new char[4096];
        for (int read; (read = reader.read(buffer)) >= 0; ) {
          said.append(buffer, 0, read);
        }
        return process.waitFor();
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      var program = command.getFirst();
      throw new UserError(
          "%s cannot be run: %s."
              .formatted(program, TO_DO.getOrDefault(program, "it is not on the PATH")),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted", e);
    }
  }

  private static String last(String text) {
    var lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
  }
}

package dev.coalmine.lab.images;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.target.Program;
import dev.coalmine.lab.target.Program.Answer;
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
    var answer = answer(command);
    if (!answer.isGood()) {
      System.err.println(last(answer.out() + answer.err()));
      throw new UserError(
          "%s failed: %s ended with %d, and its last lines are above."
              .formatted(purpose, command.getFirst(), answer.exit()));
    }
    return answer.out().strip();
  }

  /**
   * The same, and what it says on stderr goes to the person.
   *
   * @return its stdout
   * @throws UserError when it cannot be run, or fails
   */
  String ask(String purpose, List<String> command) {
    var answer = answer(command);
    System.err.print(answer.err());
    if (!answer.isGood()) {
      throw new UserError(
          "%s failed: %s ended with %d.".formatted(purpose, command.getFirst(), answer.exit()));
    }
    return answer.out();
  }

  /**
   * @throws UserError when it cannot be run
   */
  boolean succeeds(List<String> command) {
    return answer(command).isGood();
  }

  /** The same, where a failure only means that it is not known. */
  String runOr(String otherwise, List<String> command) {
    try {
      var answer = answer(command);
      return answer.isGood() ? answer.out().strip() : otherwise;
    } catch (UserError e) {
      return otherwise;
    }
  }

  private Answer answer(List<String> command) {
    var name = command.getFirst();
    var remedy = TO_DO.getOrDefault(name, "it is not on the PATH") + ".";
    var program = new Program(directory, List.of(name), remedy, UserError::new);
    try {
      return program.ask(command.stream().skip(1).toArray(String[]::new));
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

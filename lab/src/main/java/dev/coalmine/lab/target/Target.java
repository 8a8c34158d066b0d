package dev.coalmine.lab.target;

import dev.coalmine.lab.home.Home;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A system that is not the launcher's: where commands run inside it. */
public sealed interface Target permits Kubernetes, Compose {

  /**
   * A process of it, for people.
   *
   * @param status in its platform's words
   * @param restarts -1 where they are not counted
   * @param isWell whether it is as it should be
   */
  record Part(String name, String status, int restarts, boolean isWell) {}

  /**
   * Shows what the command says. When interrupted, the command comes to its end as on a laptop;
   * nothing of it is left but its journal.
   *
   * @param input what it reads
   * @return its exit code
   * @throws dev.coalmine.lab.home.NothingRuns when there is no such system
   */
  int run(List<String> command, Program.Feed input) throws InterruptedException;

  /**
   * @throws dev.coalmine.lab.home.NothingRuns when there are none
   */
  List<Part> parts() throws InterruptedException;

  /** As on the command line. */
  final class Names implements ITypeConverter<Target> {

    @Override
    public Target convert(String name) {
      var project = Home.find().project();
      return switch (name) {
        case "kubernetes" -> Kubernetes.of(project);
        case "compose" -> Compose.of(project);
        default ->
            throw new TypeConversionException(
                "'%s' is no target; there are kubernetes and compose".formatted(name));
      };
    }
  }
}

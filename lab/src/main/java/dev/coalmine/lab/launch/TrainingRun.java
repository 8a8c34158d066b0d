package dev.coalmine.lab.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One run of a program that fills its start-up cache.
 *
 * @param run given the tools and the flags, runs the program to its end
 */
record TrainingRun(AotCache cache, BiConsumer<Tools, List<String>> run) {

  void execute(Tools tools) {
    run.accept(tools, cache.train());
  }

  /** A service starts its context and ends, with no server anywhere. */
  static TrainingRun ofService(AotCache cache, Path jar) {
    return ofProgram(
        cache,
        jar.getParent(),
        List.of(
            "-Dspring.profiles.active=training",
            "-Dspring.context.exit=onRefresh",
            "-jar",
            jar.toString()));
  }

  static TrainingRun ofProgram(AotCache cache, Path directory, List<String> program) {
    return new TrainingRun(
        cache,
        (tools, flags) -> {
          var command = new ArrayList<String>();
          command.add(Jvm.JAVA);
          command.addAll(flags);
          command.addAll(program);
          tools.exit(directory, command);
        });
  }
}

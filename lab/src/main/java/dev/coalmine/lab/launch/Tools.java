package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Short-lived processes of the preparation. They end with the launcher. */
final class Tools implements AutoCloseable {

  private final Path log;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  Tools(Path log) {
    this.log = log;
  }

  void run(String what, Path workingDirectory, String... command) {
    int exit = exit(workingDirectory, List.of(command));
    if (exit != 0) {
      throw new LaunchFailure("%s failed with exit code %d; see %s".formatted(what, exit, log));
    }
  }

  int exit(Path workingDirectory, List<String> command) {
    try {
      return start(workingDirectory, command).waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("interrupted");
    }
  }

  Process start(Path workingDirectory, List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .directory(workingDirectory.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      running.add(process);
      process.onExit().thenAccept(running::remove);
      return process;
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be run: %s".formatted(command.getFirst(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    for (var process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}

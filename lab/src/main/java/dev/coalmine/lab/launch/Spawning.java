package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.system.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts processes in a session of their own, so that Ctrl-C reaches the launcher only, which stops
 * them in order. Their {@link PidFile} is written before the program runs.
 */
final class Spawning {

  private static final long ROTATE_AT = 16L * 1024 * 1024;

  /**
   * Given the file and the command. The shell records the same as Java does, in case the launcher
   * is killed before: the identity does not change by exec.
   */
  private static final String RECORD_AND_EXECUTE =
      ProcessIdentity.START_TIME
          + """
          echo "$$ $(start_time $$)" >"$0" && exec "$@"
          """;

  private Spawning() {}

  static Process spawn(Invocation invocation, Path pidFile, Path log, Path workingDirectory) {
    var command = new ArrayList<>(ProcessIdentity.OWN_SESSION);
    command.addAll(List.of("sh", "-c", RECORD_AND_EXECUTE, pidFile.toString()));
    command.addAll(invocation.command());
    try {
      rotate(log);
      var builder =
          new ProcessBuilder(command)
              .directory(workingDirectory.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().put("MALLOC_ARENA_MAX", "2"); // glibc's arena per thread lies idle
      builder.environment().putAll(invocation.environment());
      var process = builder.start();
      ProcessIdentity.of(process.pid()).ifPresent(new PidFile(pidFile)::write);
      return process;
    } catch (IOException e) {
      throw new LaunchFailure(
          "%s could not be started: %s".formatted(pidFile.getFileName(), e.getMessage()));
    }
  }

  /**
   * @param name without the SIG
   */
  static void signal(String name, Stream<ProcessHandle> processes)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(it -> command.add(String.valueOf(it.pid())));
    new ProcessBuilder(command).start().waitFor();
  }

  private static void rotate(Path log) throws IOException {
    Files.createDirectories(log.getParent());
    if (Files.exists(log) && Files.size(log) > ROTATE_AT) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

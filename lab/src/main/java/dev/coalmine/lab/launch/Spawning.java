package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts processes in a session of their own, so that Ctrl-C reaches the launcher only, which stops
 * them in order. Their number is on the disk before the program runs.
 */
final class Spawning {

  private static final long ROTATE_AT = 16L * 1024 * 1024;

  private static final List<String> OWN_SESSION =
      Files.isExecutable(Path.of("/usr/bin/setsid"))
          ? List.of("/usr/bin/setsid")
          : List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");

  private Spawning() {}

  static Process spawn(Invocation invocation, Path pidFile, Path log, Path workingDirectory) {
    var command = new ArrayList<>(OWN_SESSION);
    command.addAll(List.of("sh", "-c", "echo $$ >\"$0\" && exec \"$@\"", pidFile.toString()));
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

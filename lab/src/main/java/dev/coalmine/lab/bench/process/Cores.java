package dev.coalmine.lab.bench.process;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two cores of this machine: one for what is measured, one for everything else that is busy.
 *
 * @param measured the number of the first
 * @param others the number of the second
 */
public record Cores(int measured, int others) {

  private static final Path SELF = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";
  private static final List<Path> TASKSET =
      List.of(Path.of("/usr/bin/taskset"), Path.of("/bin/taskset"));

  /**
   * Finds the first two cores that this process may use.
   *
   * @throws UserError when there are fewer than two, or programs cannot be bound to one
   */
  public static Cores find() {
    if (!Files.exists(SELF) || TASKSET.stream().noneMatch(Files::isExecutable)) {
      throw new UserError(
          "programs are bound to cores with taskset, which this machine lacks: it needs Linux and"
              + " util-linux");
    }
    return choose(allowed(ProcessHandle.current().pid()));
  }

  static Cores choose(List<Integer> allowed) {
    if (allowed.size() < 2) {
      throw new UserError(
          "the proxy has a core of its own, and this machine gives us only one: two are needed");
    }
    return new Cores(allowed.get(0), allowed.get(1));
  }

  /** Returns the cores that a process may use, as the kernel says. */
  public static List<Integer> allowed(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .map(line -> parse(line.substring(ALLOWED.length()).strip()))
          .findFirst()
          .orElseThrow(() -> new UserError("the kernel does not say which cores may be used"));
    } catch (IOException e) {
      throw new UserError("process %d has ended; see its log".formatted(pid), e);
    }
  }

  /** Reads a list such as 0-2,5. */
  static List<Integer> parse(String list) {
    var cores = new ArrayList<Integer>();
    for (var part : list.split(",")) {
      var ends = part.split("-");
      for (int core = Integer.parseInt(ends[0]);
          core <= Integer.parseInt(ends[ends.length - 1]);
          core++) {
        cores.add(core);
      }
    }
    return cores;
  }

  /** Returns the command that runs a program on one core only. */
  public static List<String> on(int core, List<String> command) {
    var bound = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
    bound.addAll(command);
    return bound;
  }
}

package dev.coalmine.lab.process;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process, told apart from a later one with the same number by its start time.
 *
 * @param started as {@link #START_TIME} prints it: clock ticks since boot on Linux, else a time;
 *     never blank
 */
public record ProcessIdentity(long pid, String started) {

  /**
   * A shell function, so that Java and a shell script mean the same. It prints nothing for a
   * process that is gone, and nothing for a zombie.
   */
  public static final String START_TIME =
      """
      start_time() {
        if [ -d /proc/self ]; then
          sed -n 's/.*) [^Z] //p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f19
        else
          LC_ALL=C TZ=UTC ps -o lstart= -p "$1" | tr -s ' ' _
        fi
      }
      """;

  /** Begins a command that is to run in a session of its own. */
  public static final List<String> OWN_SESSION =
      Files.isExecutable(Path.of("/usr/bin/setsid"))
          ? List.of("/usr/bin/setsid")
          : List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");

  private static final String SIGNAL =
      START_TIME
          + """
          [ "$(start_time "$1")" = "$2" ] && kill -s "$3" "$1"
          """;

  private static final boolean HAS_PROC = Files.isDirectory(Path.of("/proc/self"));

  /** Fields of {@code /proc/PID/stat} behind the program's name, which may contain spaces. */
  private static final int STATE_FIELD = 0;

  private static final int START_TIME_FIELD = 19;

  /** Empty when there is no such process. */
  public static Optional<ProcessIdentity> of(long pid) {
    var started = HAS_PROC ? startTime(pid) : shell(START_TIME + "start_time \"$1\"", "" + pid);
    return started.isBlank()
        ? Optional.empty()
        : Optional.of(new ProcessIdentity(pid, started.strip()));
  }

  /** The process that calls this. */
  public static ProcessIdentity self() {
    return of(ProcessHandle.current().pid()).orElseThrow();
  }

  /** Without a shell, because the launcher asks often. */
  private static String startTime(long pid) {
    try {
      var status = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      var fields = status.substring(status.lastIndexOf(") ") + 2).split(" ");
      return fields[STATE_FIELD].equals("Z") ? "" : fields[START_TIME_FIELD];
    } catch (IOException e) {
      return ""; // the process is gone
    }
  }

  /** Not named as a getter, which JSON would take for a component. */
  public boolean runs() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** The process, if it still runs. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid).filter(_ -> runs());
  }

  /**
   * Sends a signal, and does nothing when the process is gone.
   *
   * @param name without SIG
   */
  public void signal(String name) {
    shell(SIGNAL, String.valueOf(pid), started, name);
  }

  private static String shell(String script, String... arguments) {
    var command = new String[arguments.length + 4];
    command[0] = "sh";
    command[1] = "-c";
    command[2] = script;
    command[3] = "process-identity";
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    try {
      var shell =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var said = new String(shell.getInputStream().readAllBytes());
      shell.waitFor();
      return said;
    } catch (IOException e) {
      throw new UserError("no shell can be run (%s); sh must be there".formatted(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted", e);
    }
  }

  /** As shell scripts take it: {@code PID:STARTED}. */
  @Override
  public String toString() {
    return pid + ":" + started;
  }
}

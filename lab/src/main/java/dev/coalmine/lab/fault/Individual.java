package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.util.Optional;

/**
 * A process, told apart from a later one with the same number.
 *
 * @param born as {@link #BORN} says it: clock ticks since boot on Linux, else a time; never blank
 */
record Individual(long pid, String born) {

  /**
   * A shell function, so that Java and a guard say the same. It says nothing of a process that is
   * gone, or dead but not asked how it died.
   */
  static final String BORN =
      """
      born() {
        if [ -d /proc/self ]; then
          sed -n 's/.*) [^Z] //p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f19
        else
          LC_ALL=C TZ=UTC ps -o lstart= -p "$1" | tr -s ' ' _
        fi
      }
      """;

  private static final String SIGNAL =
      BORN
          + """
          [ "$(born "$1")" = "$2" ] && kill -s "$3" "$1"
          """;

  /** Empty when there is no such process. */
  static Optional<Individual> of(long pid) {
    var born = run(BORN + "born \"$1\"", String.valueOf(pid)).strip();
    return born.isEmpty() ? Optional.empty() : Optional.of(new Individual(pid, born));
  }

  boolean lives() {
    return of(pid).filter(this::equals).isPresent();
  }

  /** Nothing happens when it is gone. */
  void signal(String name) {
    run(SIGNAL, String.valueOf(pid), born, name);
  }

  private static String run(String script, String... arguments) {
    var command = new String[arguments.length + 4];
    command[0] = "sh";
    command[1] = "-c";
    command[2] = script;
    command[3] = "individual";
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

  /** For {@link Guard}'s script. */
  @Override
  public String toString() {
    return pid + ":" + born;
  }
}

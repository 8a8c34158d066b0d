package dev.coalmine.lab.fault;

import dev.coalmine.lab.Complaint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that stops a process and its children, and lets them go on when the time is over, or when
 * it is told by SIGTERM. It has a session of its own: whoever started it may be killed meanwhile.
 */
final class Guard {

  /** What it is for: process, seconds, folder of its record. It starts when it reads a line. */
  private static final String SCRIPT =
      Individual.BORN
          + """
          record=$3/freeze-$$.json family='' over='' sleeper=''
          is_it() { [ "$(born "${1%%:*}")" = "${1#*:}" ]; }
          stop() { is_it "$1" && kill -STOP "${1%%:*}" && family="$family $1"; }
          end() { over=1; [ -z "$sleeper" ] || kill "$sleeper"; }
          children() { ps -A -o ppid=,pid= | awk -v parent="$1" '$1 == parent { print $2 }'; }

          trap '' HUP INT QUIT PIPE
          trap end TERM
          read -r go || exit
          if stop "$1"; then
            # PostgreSQL works in children; one that stands has no more of them
            for child in $(children "${1%%:*}"); do stop "$child:$(born "$child")"; done
            echo stands
          fi
          exec </dev/null >/dev/null
          if [ -n "$family" ] && [ -z "$over" ]; then
            sleep "$2" &
            sleeper=$!
            wait "$sleeper"
          fi
          trap '' TERM
          for one in $family; do is_it "$one" && kill -CONT "${one%%:*}"; done
          rm -f "$record"
          """;

  private static final List<String> OWN_SESSION =
      Files.isExecutable(Path.of("/usr/bin/setsid"))
          ? List.of("/usr/bin/setsid")
          : List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV");

  private final Process process;
  private final Individual self;

  private Guard(Process process, Individual self) {
    this.process = process;
    this.self = self;
  }

  /**
   * It waits to be told to begin; it ends when this process does so before.
   *
   * @param folder of records; its own is {@code <id>.json}, which it deletes at its end
   */
  static Guard start(Individual victim, Duration time, Path folder) {
    var command = new ArrayList<>(OWN_SESSION);
    var seconds = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    command.addAll(
        List.of("sh", "-c", SCRIPT, "guard", victim.toString(), seconds, folder.toString()));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var self = Individual.of(process.pid()).orElseThrow(() -> new IOException("it has ended"));
      return new Guard(process, self);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  String id() {
    return "freeze-" + self.pid();
  }

  Individual self() {
    return self;
  }

  /**
   * Returns when the process stands.
   *
   * @return false when there is no such process any more
   */
  boolean begin() {
    try (var in = new BufferedReader(new InputStreamReader(process.getInputStream()));
        var out = process.getOutputStream()) {
      out.write('\n');
      out.flush();
      return "stands".equals(in.readLine());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static Complaint failed(IOException e) {
    return new Complaint(
        "the guard that would thaw the process cannot be run (%s), so it is not frozen"
            .formatted(e.getMessage()),
        e);
  }
}

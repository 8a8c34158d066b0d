package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.fault.PartFault.Kind;
import dev.coalmine.lab.process.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell process that begins a fault of another process, and ends the fault when its time is over
 * or on SIGTERM. It has a session of its own, because the program that started it may be killed.
 */
record Watchdog(Process process, Kind kind, ProcessIdentity self) {

  /**
   * What it is for: process, file of settings, seconds, its record without the id's number. It
   * starts when it reads a line.
   */
  private static final String SCRIPT =
      """
      record=$4-$$.json begun='' over='' sleeper=''
      is_it() { [ "$(start_time "${1%%:*}")" = "${1#*:}" ]; }
      end() { over=1; [ -z "$sleeper" ] || kill "$sleeper"; }

      trap '' HUP INT QUIT PIPE
      trap end TERM
      read -r go || exit
      begin "$1" "$2" && begun=1 && echo begun
      exec </dev/null >/dev/null
      if [ -n "$begun" ] && [ -z "$over" ]; then
        sleep "$3" &
        sleeper=$!
        wait "$sleeper"
      fi
      trap '' TERM
      finish "$1" "$2"
      rm -f "$record"
      """;

  /**
   * It waits to be told to begin; it ends when this process does so before.
   *
   * @param settings empty for a kind that has none
   * @param folder of records; its own is {@code <id>.json}, which it deletes at its end
   */
  static Watchdog start(
      Kind kind, ProcessIdentity victim, String settings, Duration time, Path folder) {
    var command = new ArrayList<>(ProcessIdentity.OWN_SESSION);
    var seconds = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    var record = folder.resolve(kind.slug()).toString();
    command.addAll(
        List.of("sh", "-c", ProcessIdentity.START_TIME + kind.script() + SCRIPT, "watchdog"));
    command.addAll(List.of(victim.toString(), settings, seconds, record));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var self =
          ProcessIdentity.of(process.pid()).orElseThrow(() -> new IOException("it has ended"));
      return new Watchdog(process, kind, self);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  String id() {
    return kind.slug() + "-" + self.pid();
  }

  /**
   * Returns when the fault has begun.
   *
   * @return false when there is no such process any more
   */
  boolean begin() {
    try (var in = new BufferedReader(new InputStreamReader(process.getInputStream()));
        var out = process.getOutputStream()) {
      out.write('\n');
      out.flush();
      return "begun".equals(in.readLine());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static UserError failed(IOException e) {
    return new UserError(
        "the watchdog that would end the fault cannot be run (%s), so it was not begun"
            .formatted(e.getMessage()),
        e);
  }
}

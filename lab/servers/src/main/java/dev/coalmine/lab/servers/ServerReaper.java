package dev.coalmine.lab.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends the test servers of a JVM that was killed before it could end them. The reaper is a shell
 * whose standard input is a pipe from that JVM and ends with it.
 */
final class ServerReaper {

  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      all=
      while read -r signal pid; do all="$all $signal:$pid"; done
      for one in $all; do kill -s "${one%:*}" "${one#*:}" 2>/dev/null; done
      """;

  private static OutputStream pipe;

  private ServerReaper() {}

  /** Ends the server by its own signal, when this JVM has ended and has not done it. */
  static synchronized void watch(RunningServer server) {
    try {
      if (pipe == null) {
        pipe = new ProcessBuilder("sh", "-c", SCRIPT).start().getOutputStream();
      }
      var line = "%s %d\n".formatted(server.stopSignal(), server.process().pid());
      pipe.write(line.getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the test servers of a killed JVM would not be ended", e);
    }
  }
}

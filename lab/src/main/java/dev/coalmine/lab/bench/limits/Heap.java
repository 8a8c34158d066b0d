package dev.coalmine.lab.bench.limits;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The heap of another JVM, by its JDK's {@code jcmd}. */
final class Heap {

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern USED = Pattern.compile("total (\\d+)K, used (\\d+)K");
  private static final int KIB = 1024;

  private Heap() {}

  /**
   * Returns what is used after a full collection, in MiB.
   *
   * @throws UserError when that JVM does not answer
   */
  static double usedMib(long pid) {
    ask(pid, "GC.run");
    return parse(ask(pid, "GC.heap_info"));
  }

  static double parse(String info) {
    var generations = USED.matcher(info);
    double used = 0;
    while (generations.find()) {
      used += Long.parseLong(generations.group(2));
    }
    if (used == 0) {
      throw new UserError("jcmd says nothing of the heap: " + info);
    }
    return used / KIB;
  }

  private static String ask(long pid, String what) {
    try {
      var process =
          new ProcessBuilder(JCMD.toString(), String.valueOf(pid), what)
              .redirectErrorStream(true)
              .start();
      return new String(process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UserError("jcmd of the JDK cannot be run: " + e.getMessage(), e);
    }
  }
}

package dev.coalmine.lab.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JVM and its flags. A cache fits the flags it was made with, so they are written once. */
final class Jvm {

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Part of every cache's key. */
  static final String VERSION = System.getProperty("java.vm.version");

  private static final List<String> COMMON =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xss512k",
          "-XX:TrimNativeHeapInterval=30000", // ms; glibc keeps what it once had otherwise
          "-Xlog:disable", // a cache that does not fit is no news
          "-Xlog:all=error:stderr",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private Jvm() {}

  /** For what only helps: quick to start, small. */
  static List<String> small(String heap) {
    return with(List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1"));
  }

  /** For what is measured under load: all compilers. */
  static List<String> full(String heap) {
    return with(List.of("-Xmx" + heap, "-XX:ReservedCodeCacheSize=64m"));
  }

  /**
   * Has a JVM write into its log what each of its threads does, so that a start that hangs can be
   * understood afterwards. It does so before it obeys a TERM sent later: one thread of it takes
   * signals, the lowest number first. Other programs are left alone, a QUIT would end them.
   */
  static void dumpThreads(Process process) throws InterruptedException {
    try {
      if (process.info().command().filter(Jvm::isOurs).isPresent()) {
        Spawning.signal("QUIT", Stream.of(process.toHandle()));
      }
    } catch (IOException e) {
      // the failure that made us ask says more than that there is no `kill`
    }
  }

  private static boolean isOurs(String command) {
    try {
      return Files.isSameFile(Path.of(command), Path.of(JAVA));
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> with(List<String> own) {
    return Stream.concat(COMMON.stream(), own.stream()).toList();
  }
}

package dev.coalmine.lab.launch;

import java.nio.file.Path;
import java.util.List;

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

  private static List<String> with(List<String> own) {
    return java.util.stream.Stream.concat(COMMON.stream(), own.stream()).toList();
  }
}

package dev.coalmine.lab.servers;

import java.util.Locale;

/** What the binaries' names call this machine. */
final class Platform {

  private Platform() {}

  static String operatingSystem() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "darwin" : "linux";
  }

  static String cpu() {
    return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}

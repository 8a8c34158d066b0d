package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The JDK's ahead-of-time cache of one program: classes loaded and linked, and profiles, from a
 * training run. It fits one jar, one JDK and one set of flags. Without it everything works, slower.
 *
 * @param name of the program
 * @param file named by what it fits
 * @param flags of the training run and of every later one
 */
record AotCache(String name, Path file, List<String> flags) {

  /**
   * @param content hash of the program's jars
   */
  static AotCache of(Home home, String name, String content, List<String> flags) {
    var sum = new CRC32();
    sum.update((content + Jvm.VERSION + flags).getBytes(StandardCharsets.UTF_8));
    return new AotCache(
        name, home.aot().resolve("%s-%08x.aot".formatted(name, sum.getValue())), flags);
  }

  boolean isUntried() {
    return !Files.exists(file) && !Files.exists(failure());
  }

  /** The flags to start with. */
  List<String> use() {
    return Files.exists(file) ? with("-XX:AOTCache=" + file) : flags;
  }

  /** The flags to train with; {@link #trained} when that JVM has ended. */
  List<String> train() {
    return with("-XX:AOTCacheOutput=" + unfinished());
  }

  /**
   * @return whether there is a cache now; if not, it is not tried again with the same program
   */
  boolean trained() {
    try {
      if (Files.exists(unfinished())) {
        Files.move(unfinished(), file);
        return true;
      }
      Files.writeString(failure(), "the training run left no cache; see logs/preparation.log\n");
      return false;
    } catch (IOException e) {
      return false; // a full disk: the next start tries again
    }
  }

  private List<String> with(String flag) {
    var all = new ArrayList<>(flags);
    all.add(flag);
    return all;
  }

  private Path unfinished() {
    return file.resolveSibling(name + ".unfinished.aot");
  }

  private Path failure() {
    return file.resolveSibling(file.getFileName() + ".failed");
  }
}

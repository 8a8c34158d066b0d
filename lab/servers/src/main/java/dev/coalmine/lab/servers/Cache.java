package dev.coalmine.lab.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/**
 * Unpacked binaries, kept between runs and shared by all processes of the user. What is half made
 * is never seen: it is made under another name, under a lock, and renamed.
 */
final class Cache {

  private Cache() {}

  /** The cached file or folder of that name; made first if it is missing. */
  static Path file(String name, Maker maker) {
    var target = directory().resolve(name);
    if (Files.exists(target)) {
      return target;
    }
    try {
      Files.createDirectories(directory());
      try (var channel =
              FileChannel.open(
                  directory().resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.exists(target)) {
          var unfinished = directory().resolve(name + ".unfinished");
          delete(unfinished);
          maker.make(unfinished);
          Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be unpacked to " + directory(), e);
    }
  }

  private static Path directory() {
    var cache = System.getenv("XDG_CACHE_HOME");
    var base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("coalmine");
  }

  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @FunctionalInterface
  interface Maker {

    void make(Path target) throws IOException;
  }
}

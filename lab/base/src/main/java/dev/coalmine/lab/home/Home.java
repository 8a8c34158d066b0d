package dev.coalmine.lab.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Where everything lives that outlasts a command.
 *
 * @param project the repository, with the services' jars
 * @param directory {@code .coalmine} in it, or what {@code COALMINE_HOME} says
 */
public record Home(Path project, Path directory) {

  private static final long NEEDED_MIB = 300;
  private static final long MIB = 1024 * 1024;

  public static Home find() {
    var project = Path.of(System.getProperty("coalmine.project", ".")).toAbsolutePath().normalize();
    var wanted = System.getenv("COALMINE_HOME");
    return new Home(
        project,
        wanted == null || wanted.isBlank()
            ? project.resolve(".coalmine")
            : Path.of(wanted).toAbsolutePath().normalize());
  }

  public Path data(String part) {
    return directory.resolve("data").resolve(part);
  }

  public Path log(String part) {
    return directory.resolve("logs").resolve(part + ".log");
  }

  public Path run() {
    return directory.resolve("run");
  }

  /** Empties and returns the folder that only this part writes to. */
  public Path temporary(String part) {
    var folder = run().resolve("tmp").resolve(part);
    delete(folder);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  public Path aot() {
    return directory.resolve("aot");
  }

  public Path jars() {
    return directory.resolve("jars");
  }

  /** Makes the folders, and sees that there is room in them. */
  public void prepare() {
    try {
      for (var folder : new String[] {"data", "logs", "run", "aot", "jars"}) {
        Files.createDirectories(directory.resolve(folder));
      }
      var probe = Files.createTempFile(run(), "probe", null);
      Files.delete(probe);
      long free = Files.getFileStore(directory).getUsableSpace() / MIB;
      if (free < NEEDED_MIB) {
        throw new LaunchFailure(
            "the disk is full: %s has %d MB left, and %d are needed"
                .formatted(directory, free, NEEDED_MIB));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private LaunchFailure unwritable(IOException e) {
    return new LaunchFailure(
        "%s cannot be written (%s); make it writable, or set COALMINE_HOME to another folder"
            .formatted(directory, reason(e)));
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }

  public static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be deleted: %s".formatted(path, e.getMessage()));
    }
  }
}

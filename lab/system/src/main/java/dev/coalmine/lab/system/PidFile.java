package dev.coalmine.lab.system;

import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file with the identity of a process: its number and its start time. */
public record PidFile(Path path) {

  /**
   * @throws LaunchFailure when the file cannot be written
   */
  public void write(ProcessIdentity process) {
    try {
      var unfinished = path.resolveSibling(path.getFileName() + ".new");
      Files.writeString(unfinished, process.pid() + " " + process.started());
      Files.move(
          unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be written: %s".formatted(path, e.getMessage()));
    }
  }

  /** The recorded process; empty when none is recorded, or it does not run any more. */
  public Optional<ProcessIdentity> running() {
    try {
      var words = Files.readString(path).strip().split(" ");
      return words.length == 2
          ? Optional.of(new ProcessIdentity(Long.parseLong(words[0]), words[1]))
              .filter(ProcessIdentity::runs)
          : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}

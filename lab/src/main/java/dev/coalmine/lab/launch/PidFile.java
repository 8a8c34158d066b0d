package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A file with the identity of a part's process, or with its number alone for a moment. */
record PidFile(Path path) {

  /** A shell that has just been started writes its number at once. */
  private static final Duration WRITING = Duration.ofSeconds(10);

  /**
   * @throws LaunchFailure when the file cannot be written
   */
  void write(ProcessIdentity process) {
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
  Optional<ProcessIdentity> running() {
    try {
      var words = Files.readString(path).strip().split(" ");
      long pid = Long.parseLong(words[0]);
      return words.length > 1
          ? Optional.of(new ProcessIdentity(pid, words[1])).filter(ProcessIdentity::runs)
          : ProcessHandle.of(pid)
              .filter(this::startedWhenWritten)
              .flatMap(_ -> ProcessIdentity.of(pid));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private boolean startedWhenWritten(ProcessHandle process) {
    try {
      var written = Files.getLastModifiedTime(path).toInstant();
      var started = process.info().startInstant().orElseGet(Instant::now);
      return Duration.between(started, written).abs().compareTo(WRITING) <= 0;
    } catch (IOException e) {
      return false;
    }
  }
}

package dev.coalmine.lab.launch;

import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that is told apart from a later one with the same number by when it was started.
 *
 * @param started as the operating system says
 */
record Identified(long pid, Instant started) {

  /** The start is computed from the boot time, whose seconds are rounded differently each time. */
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  /** A shell that has just been started writes its number at once. */
  private static final Duration WRITING = Duration.ofSeconds(10);

  static Identified of(ProcessHandle process) {
    return new Identified(process.pid(), process.info().startInstant().orElseGet(Instant::now));
  }

  /** That very process, if it still runs. */
  Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isIt);
  }

  private boolean isIt(ProcessHandle process) {
    return !isZombie()
        && process
            .info()
            .startInstant()
            .map(start -> Duration.between(start, started).abs().compareTo(ROUNDING) <= 0)
            .orElse(false);
  }

  /** Dead, but nobody has asked how it died. */
  private boolean isZombie() {
    try {
      var status = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
      return status.startsWith("Z", status.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false; // no /proc on this system, or gone: the caller asks for that
    }
  }

  void write(Path file) {
    try {
      var unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(unfinished, pid + " " + started.toEpochMilli());
      Files.move(
          unfinished,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  /**
   * @return empty when nothing is recorded, or the record does not fit the process
   */
  static Optional<Identified> read(Path file) {
    try {
      var words = Files.readString(file).strip().split(" ");
      long pid = Long.parseLong(words[0]);
      if (words.length > 1) {
        return Optional.of(new Identified(pid, Instant.ofEpochMilli(Long.parseLong(words[1]))));
      }
      var written = Files.getLastModifiedTime(file).toInstant();
      return ProcessHandle.of(pid)
          .map(Identified::of)
          .filter(it -> Duration.between(it.started, written).abs().compareTo(WRITING) <= 0);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}

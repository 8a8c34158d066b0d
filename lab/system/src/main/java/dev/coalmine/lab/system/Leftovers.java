package dev.coalmine.lab.system;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Processes that an earlier launcher started and, killed itself, could not stop.
 *
 * @param processes by part
 */
public record Leftovers(Home home, Map<String, ProcessIdentity> processes) {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String SUFFIX = ".pid";

  public static Leftovers of(Home home) {
    var processes = new TreeMap<String, ProcessIdentity>();
    for (var file : pidFiles(home)) {
      var name = file.getFileName().toString();
      new PidFile(file)
          .running()
          .ifPresent(it -> processes.put(name.substring(0, name.length() - SUFFIX.length()), it));
    }
    return new Leftovers(home, processes);
  }

  public boolean isEmpty() {
    return processes.isEmpty();
  }

  /** A cleanly stopped server starts faster; one that does not stop is killed. */
  public void stop() {
    signal(ProcessHandle::destroy);
    if (!gone()) {
      signal(ProcessHandle::destroyForcibly);
      gone();
    }
    forget();
  }

  private void signal(Predicate<ProcessHandle> how) {
    processes.values().forEach(process -> process.running().ifPresent(how::test));
  }

  private boolean gone() {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    while (processes.values().stream().anyMatch(ProcessIdentity::runs)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  private void forget() {
    pidFiles(home).forEach(Home::delete);
  }

  private static Iterable<Path> pidFiles(Home home) {
    if (!Files.isDirectory(home.run())) {
      return java.util.List.of();
    }
    try (var files = Files.list(home.run())) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be read: %s".formatted(home.run(), e.getMessage()));
    }
  }
}

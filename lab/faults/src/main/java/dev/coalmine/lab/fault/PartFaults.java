package dev.coalmine.lab.fault;

import dev.coalmine.lab.cli.Durations;
import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.fault.PartFault.Kind;
import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Faults of processes. Each ends at its time, whatever becomes of this program.
 *
 * @param folder of their records
 */
record PartFaults(Path folder) {

  private static final Duration WATCHDOG_LIMIT = Duration.ofSeconds(5);
  private static final int POLL_MS = 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  static PartFaults of(Home home) {
    return new PartFaults(home.directory().resolve("run").resolve("faults"));
  }

  /**
   * SIGSTOP; returns when it stands, with its children.
   *
   * @param part for people
   * @param time 1 s to 24 h
   */
  PartFault freeze(String part, ProcessHandle process, Duration time) {
    return add(Kind.FREEZE, part, process, time, null);
  }

  /**
   * Returns when PostgreSQL has been told to read its settings.
   *
   * @param part for people
   * @param time 1 s to 24 h
   * @param settings a file that PostgreSQL includes if it exists, and deletes when it starts
   */
  PartFault makeReadOnly(String part, ProcessHandle process, Duration time, Path settings) {
    return add(Kind.READ_ONLY, part, process, time, settings.toAbsolutePath().toString());
  }

  private PartFault add(
      Kind kind, String part, ProcessHandle process, Duration time, String settings) {
    if (time.toSeconds() < 1 || time.compareTo(Duration.ofHours(24)) > 0) {
      throw new UserError("a %s lasts 1 s to 24 h, not %s".formatted(kind, Durations.text(time)));
    }
    of(part).stream()
        .filter(it -> it.kind() == kind)
        .findFirst()
        .ifPresent(
            it -> {
              throw new UserError(
                  "%s has a %s already; ./coalmine fault clear %s ends it"
                      .formatted(part, kind, it.id()));
            });
    var victim = ProcessIdentity.of(process.pid()).orElseThrow(() -> gone(part));
    prepare();
    var watchdog = Watchdog.start(kind, victim, settings == null ? "" : settings, time, folder);
    var end = Instant.now().plus(time);
    var fault = new PartFault(watchdog.id(), part, kind, victim, watchdog.self(), end, settings);
    write(fault);
    if (!watchdog.begin()) {
      throw gone(part);
    }
    return fault;
  }

  private static UserError gone(String part) {
    return new UserError(
        "the process of %s has just ended; ./coalmine status shows when it is back"
            .formatted(part));
  }

  /** Also undoes those whose watchdog was killed, or whose process was: children are left of it. */
  List<PartFault> inForce() {
    var inForce = new ArrayList<PartFault>();
    for (var fault : recorded()) {
      if (fault.watchdog().runs() && fault.victim().runs()) {
        inForce.add(fault);
      } else {
        undo(fault);
      }
    }
    return inForce;
  }

  /** Those of that part. */
  List<PartFault> of(String part) {
    return inForce().stream().filter(it -> it.part().equals(part)).toList();
  }

  /** Whether it was in force. */
  boolean clear(String id) {
    var fault = inForce().stream().filter(it -> it.id().equals(id)).findFirst();
    fault.ifPresent(this::undo);
    return fault.isPresent();
  }

  /** How many there were. */
  int clear() {
    var all = inForce();
    all.forEach(this::undo);
    return all.size();
  }

  /** The process goes on as before when this returns. */
  void undo(PartFault fault) {
    long deadline = System.nanoTime() + WATCHDOG_LIMIT.toNanos();
    while (fault.watchdog().runs() && System.nanoTime() < deadline) {
      fault.watchdog().signal("TERM"); // it may miss one
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return; // the watchdog ends by itself
      }
    }
    if (fault.settings() != null) { // the watchdog may have been killed
      delete(Path.of(fault.settings()));
    }
    fault.victim().signal(fault.kind().end());
    delete(file(fault));
  }

  private List<PartFault> recorded() {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(PartFaults::read)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      return List.of(); // none was ever made
    }
  }

  private static Optional<PartFault> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), PartFault.class));
    } catch (IOException | JacksonException e) {
      return Optional.empty(); // it has just ended
    }
  }

  private void prepare() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(PartFault fault) {
    try {
      var unfinished = folder.resolve(fault.id() + ".new");
      Files.write(unfinished, JSON.writeValueAsBytes(fault));
      Files.move(unfinished, file(fault), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UserError unwritable(IOException e) {
    return new UserError("%s cannot be written: %s; make it writable".formatted(folder, e), e);
  }

  private Path file(PartFault fault) {
    return folder.resolve(fault.id() + ".json");
  }
}

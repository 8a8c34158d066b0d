package dev.coalmine.lab.fault;

import dev.coalmine.lab.Complaint;
import dev.coalmine.lab.Durations;
import dev.coalmine.lab.launch.Home;
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

/** Processes under SIGSTOP. Each goes on at its end, whatever becomes of this program. */
final class Freezes {

  private static final Duration GUARD_LIMIT = Duration.ofSeconds(5);
  private static final int POLL_MS = 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  /**
   * @param folder of their records
   */
  Freezes(Path folder) {
    this.folder = folder;
  }

  static Freezes of(Home home) {
    return new Freezes(home.directory().resolve("run").resolve("freezes"));
  }

  /**
   * Returns when it stands, with its children.
   *
   * @param part for people
   * @param time 1 s to 24 h
   */
  Freeze add(String part, ProcessHandle process, Duration time) {
    if (time.toSeconds() < 1 || time.compareTo(Duration.ofHours(24)) > 0) {
      throw new Complaint("a FREEZE lasts 1 s to 24 h, not %s".formatted(Durations.text(time)));
    }
    var present = of(part);
    if (!present.isEmpty()) {
      throw new Complaint(
          "%s is frozen already; ./coalmine fault clear %s thaws it"
              .formatted(part, present.getFirst().id()));
    }
    var victim = Individual.of(process.pid()).orElseThrow(() -> gone(part));
    prepare();
    var guard = Guard.start(victim, time, folder);
    var freeze = new Freeze(guard.id(), part, victim, guard.self(), Instant.now().plus(time));
    write(freeze);
    if (!guard.begin()) {
      throw gone(part);
    }
    return freeze;
  }

  private static Complaint gone(String part) {
    return new Complaint(
        "the process of %s has just ended; ./coalmine status shows when it is back"
            .formatted(part));
  }

  /** Also undoes those whose guard was killed, or whose process was: children are left of it. */
  List<Freeze> inForce() {
    var inForce = new ArrayList<Freeze>();
    for (var freeze : recorded()) {
      if (freeze.guard().lives() && freeze.victim().lives()) {
        inForce.add(freeze);
      } else {
        undo(freeze);
      }
    }
    return inForce;
  }

  /** Those of that part. */
  List<Freeze> of(String part) {
    return inForce().stream().filter(it -> it.part().equals(part)).toList();
  }

  /** Whether it was in force. */
  boolean clear(String id) {
    var freeze = inForce().stream().filter(it -> it.id().equals(id)).findFirst();
    freeze.ifPresent(this::undo);
    return freeze.isPresent();
  }

  /** How many there were. */
  int clear() {
    var all = inForce();
    all.forEach(this::undo);
    return all.size();
  }

  /** The process goes on when this returns. */
  void undo(Freeze freeze) {
    long deadline = System.nanoTime() + GUARD_LIMIT.toNanos();
    while (freeze.guard().lives() && System.nanoTime() < deadline) {
      freeze.guard().signal("TERM"); // it may miss one
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return; // the guard ends by itself
      }
    }
    freeze.victim().signal("CONT"); // the guard may have been killed
    delete(freeze);
  }

  private List<Freeze> recorded() {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Freezes::read)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      return List.of(); // none was ever made
    }
  }

  private static Optional<Freeze> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), Freeze.class));
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

  private void write(Freeze freeze) {
    try {
      var unfinished = folder.resolve(freeze.id() + ".new");
      Files.write(unfinished, JSON.writeValueAsBytes(freeze));
      Files.move(unfinished, file(freeze), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void delete(Freeze freeze) {
    try {
      Files.deleteIfExists(file(freeze));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Complaint unwritable(IOException e) {
    return new Complaint("%s cannot be written: %s; make it writable".formatted(folder, e), e);
  }

  private Path file(Freeze freeze) {
    return folder.resolve(freeze.id() + ".json");
  }
}

package dev.coalmine.lab.system;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code run/state.json}: written by the launcher, read by every other command. */
public final class StateFile {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  public StateFile(Home home) {
    file = home.run().resolve("state.json");
  }

  /** Replaced as a whole: a reader sees the old one or the new one. */
  public synchronized void write(SystemState state) {
    try {
      var unfinished = file.resolveSibling("state.json.new");
      Files.write(unfinished, JSON.writeValueAsBytes(state));
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LaunchFailure("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  public Optional<SystemState> read() {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), SystemState.class));
    } catch (IOException | JacksonException e) {
      return Optional.empty(); // none, or another version's
    }
  }

  public synchronized void delete() {
    Home.delete(file);
  }
}

package dev.coalmine.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultLockTests {

  @TempDir private Path folder;
  private Home home;

  @BeforeEach
  void make() {
    home = new Home(folder, folder.resolve("home"));
  }

  @Test
  void refusesASecondCommandAndNamesTheFirst() {
    try (var _ = FaultLock.take(home, "matrix")) {
      assertThatThrownBy(() -> FaultLock.take(home, "outage"))
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith(
              "./coalmine matrix (process %d) injects faults already"
                  .formatted(ProcessHandle.current().pid()));
    }
  }

  @Test
  void isFreeWhenTheFirstHasEnded() {
    FaultLock.take(home, "matrix").close();
    try (var second = FaultLock.take(home, "outage")) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void takesOverWhatADeadProcessLeftBehind() throws IOException {
    Files.createDirectories(home.run());
    var file = home.run().resolve("faults.lock");
    Files.writeString(file, "./coalmine crash (process 4194304), which was killed");
    try (var _ = FaultLock.take(home, "torture")) {
      assertThat(Files.readString(file)).startsWith("./coalmine torture").doesNotContain("crash");
    }
  }
}

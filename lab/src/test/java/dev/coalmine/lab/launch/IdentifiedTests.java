package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentifiedTests {

  private final Identified self = Identified.of(ProcessHandle.current());

  @TempDir Path directory;

  @Test
  void findsTheProcessThatWasRecorded() {
    var file = directory.resolve("self.pid");
    self.write(file);
    assertThat(Identified.read(file).orElseThrow().running()).contains(ProcessHandle.current());
  }

  @Test
  void takesNoLaterProcessWithTheSameNumberForIt() {
    var earlier = new Identified(self.pid(), self.started().minus(Duration.ofMinutes(1)));
    assertThat(earlier.running()).isEmpty();
  }

  @Test
  void takesAProcessThatIsGoneForGone() throws Exception {
    var process = new ProcessBuilder("true").start();
    var gone = Identified.of(process.toHandle());
    process.waitFor();
    assertThat(gone.running()).isEmpty();
  }

  @Test
  void believesANumberAloneOnlyIfTheProcessBeganWhenItWasWritten() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    try {
      var file = Files.writeString(directory.resolve("shell.pid"), process.pid() + "\n");
      assertThat(Identified.read(file)).isPresent();
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      assertThat(Identified.read(file)).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void anUnreadableRecordIsNone() throws Exception {
    var file = Files.writeString(directory.resolve("half.pid"), "");
    assertThat(Identified.read(file)).isEmpty();
    assertThat(Identified.read(directory.resolve("none.pid"))).isEmpty();
  }
}

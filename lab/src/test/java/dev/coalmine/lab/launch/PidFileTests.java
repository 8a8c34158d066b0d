package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTests {

  @TempDir Path directory;

  @Test
  void findsTheProcessThatWasRecorded() {
    var file = new PidFile(directory.resolve("self.pid"));
    file.write(ProcessIdentity.self());
    assertThat(file.running()).contains(ProcessIdentity.self());
  }

  @Test
  void takesNoLaterProcessWithTheSameNumberForIt() {
    var file = new PidFile(directory.resolve("self.pid"));
    file.write(new ProcessIdentity(ProcessHandle.current().pid(), "1"));
    assertThat(file.running()).isEmpty();
  }

  @Test
  void believesANumberAloneOnlyIfTheProcessBeganWhenItWasWritten() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    try {
      var path = Files.writeString(directory.resolve("shell.pid"), process.pid() + "\n");
      assertThat(new PidFile(path).running()).isPresent();
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
      assertThat(new PidFile(path).running()).isEmpty();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void anUnreadableRecordIsNone() throws Exception {
    var path = Files.writeString(directory.resolve("half.pid"), "");
    assertThat(new PidFile(path).running()).isEmpty();
    assertThat(new PidFile(directory.resolve("none.pid")).running()).isEmpty();
  }
}

package dev.coalmine.lab.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void believesNoNumberAlone() throws Exception {
    var path = Files.writeString(directory.resolve("old.pid"), ProcessHandle.current().pid() + "");
    assertThat(new PidFile(path).running()).isEmpty();
  }

  @Test
  void anUnreadableRecordIsNone() throws Exception {
    var path = Files.writeString(directory.resolve("half.pid"), "");
    assertThat(new PidFile(path).running()).isEmpty();
    assertThat(new PidFile(directory.resolve("none.pid")).running()).isEmpty();
  }
}

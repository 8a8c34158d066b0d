package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.process.ProcessIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  void readsWhatAStartedProcessRecordsOfItself() throws Exception {
    var path = directory.resolve("sleep.pid");
    var invocation = new Invocation(List.of("sleep", "60"), Map.of());
    var process = Spawning.spawn(invocation, path, directory.resolve("sleep.log"), directory);
    try {
      await().until(() -> new PidFile(path).running().isPresent());
      assertThat(new PidFile(path).running()).isEqualTo(ProcessIdentity.of(process.pid()));
    } finally {
      process.destroyForcibly().waitFor();
    }
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

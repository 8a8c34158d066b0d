package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.system.PidFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawningTests {

  @TempDir Path directory;

  @Test
  void aStartedProcessRecordsItself() throws Exception {
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
}

package dev.coalmine.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.NothingRuns;
import dev.coalmine.lab.process.ProcessIdentity;
import dev.coalmine.lab.system.PartState.Status;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTests {

  @TempDir Path directory;
  private Home home;

  @BeforeEach
  void prepareHome() {
    home = new Home(directory, directory.resolve("home"));
    home.prepare();
  }

  @Test
  void anotherCommandReadsWhatTheLauncherWrote() {
    var written = state(ProcessIdentity.self());
    new StateFile(home).write(written);
    var read = SystemState.find(home).orElseThrow();
    assertThat(read.gateways())
        .containsExactly(URI.create("http://127.0.0.1:8080"), URI.create("http://127.0.0.1:8081"));
    assertThat(read.database("orders").url()).isEqualTo("jdbc:postgresql://127.0.0.1:18090/orders");
    assertThat(read.database("orders").reader()).isEqualTo("orders_reader");
    assertThat(read.part("gateway-2").lastExit()).isEqualTo("signal 9");
    assertThat(read.parts()).isEqualTo(written.parts());
  }

  @Test
  void aDeadLaunchersStateIsNone() {
    new StateFile(home).write(state(new ProcessIdentity(ProcessHandle.current().pid(), "1")));
    assertThat(SystemState.find(home)).isEmpty();
  }

  @Test
  void anotherVersionsStateIsNone() throws Exception {
    Files.writeString(home.run().resolve("state.json"), "{\"parts\": 42}");
    assertThat(SystemState.find(home)).isEmpty();
  }

  @Test
  void whatIsNotPartOfItIsSaidSo() {
    var system = state(new ProcessIdentity(1, "1"));
    assertThatThrownBy(system::issuer)
        .isInstanceOf(NothingRuns.class)
        .hasMessageContaining("issuer");
  }

  private SystemState state(ProcessIdentity launcher) {
    return new SystemState(
        home.directory().toString(),
        launcher,
        SystemState.Phase.READY,
        Instant.parse("2026-11-21T04:00:00Z"),
        List.of(
            part("postgres", "postgres", 18090),
            part("gateway", "gateway", 8080),
            part("gateway-2", "gateway", 8081)));
  }

  private static PartState part(String name, String service, int port) {
    return new PartState(
        name,
        service,
        Map.of("main", port),
        "127.0.0.1:" + port,
        Status.READY,
        4711,
        Instant.parse("2026-11-21T04:00:05Z"),
        1,
        "signal 9");
  }
}

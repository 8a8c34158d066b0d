package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
import dev.coalmine.lab.system.Leftovers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessSupervisorTests {

  @TempDir Path directory;
  private Home home;
  private ProcessSupervisor supervisor;

  @BeforeEach
  void prepareHome() {
    home = new Home(directory, directory.resolve("home"));
    home.prepare();
  }

  @AfterEach
  void stopSupervisor() {
    supervisor.stop();
  }

  @Test
  void startsAgainWhatWasKilled() {
    supervise("exec sleep 600", pid -> true);
    long first = awaitReady();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    await().until(() -> supervisor.state().restarts() == 1 && supervisor.state().pid() != 0);
    assertThat(supervisor.state().pid()).isNotEqualTo(first);
    assertThat(supervisor.state().lastExit()).isEqualTo("signal 9");
  }

  @Test
  void stopsItForGoodAndForgetsIt() {
    supervise("exec sleep 600", pid -> true);
    long pid = awaitReady();
    supervisor.stop();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(home.run().resolve("part.pid")).doesNotExist();
  }

  @Test
  void killsWhatDoesNotListen() {
    supervise("trap '' TERM; while :; do sleep 1; done", pid -> true);
    long pid = awaitReady();
    supervisor.stop(Duration.ofMillis(300));
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void whatDiesBeforeItWasEverReadyIsAFailureWithItsLastWords() {
    supervise("echo 'FATAL: no room'; exit 3", pid -> false);
    assertThatThrownBy(() -> supervisor.readyOnce().join())
        .hasRootCauseInstanceOf(LaunchFailure.class)
        .hasMessageContaining("part ended with exit code 3")
        .hasMessageContaining("no room");
  }

  @Test
  void aJvmThatIsLateSaysWhatItsThreadsDoBeforeItIsEnded() throws Exception {
    var command =
        List.of(Jvm.JAVA, "-cp", System.getProperty("java.class.path"), Waiting.class.getName());
    LongPredicate never =
        pid -> {
          await().until(() -> Files.readString(home.log("part")).contains("still waiting"));
          return false;
        };
    supervise(new Invocation(command, Map.of()), never, Duration.ZERO);
    assertThatThrownBy(() -> supervisor.readyOnce().join())
        .hasRootCauseInstanceOf(LaunchFailure.class)
        .hasMessageContaining("part was not ready within")
        .hasMessageContaining("still waiting");
    supervisor.stop();
    assertThat(Files.readString(home.log("part")))
        .contains("Full thread dump", "ProcessSupervisorTests$Waiting.main");
  }

  /** A start that hangs. */
  static final class Waiting {

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("still waiting");
      new CountDownLatch(1).await();
    }
  }

  @Test
  void theNumberOnDiskIsTheRunningProcess() {
    supervise("exec sleep 600", pid -> true);
    long pid = awaitReady();
    assertThat(Leftovers.of(home).processes().get("part").pid()).isEqualTo(pid);
  }

  @Test
  void leftoversOfAKilledLauncherAreStoppedAndNothingElse() throws Exception {
    supervise("exec sleep 600", pid -> true);
    long pid = awaitReady();
    var stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(
          home.run().resolve("other.pid"), stranger.pid() + " 1"); // the number is used again
      Leftovers.of(home).stop();
      await().until(() -> supervisor.state().pid() != pid);
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  private void supervise(String script, LongPredicate ready) {
    supervise(new Invocation(List.of("sh", "-c", script), Map.of()), ready, Duration.ofSeconds(60));
  }

  private void supervise(Invocation invocation, LongPredicate ready, Duration limit) {
    var part =
        new Part(
            "part",
            "part",
            Part.Layer.SERVICES,
            Map.of("main", 1),
            "nowhere",
            Set.of(),
            () -> invocation,
            ready,
            "TERM");
    supervisor = new ProcessSupervisor(part, home, new Silent(), limit);
    Thread.ofVirtual().start(supervisor::run);
  }

  private long awaitReady() {
    supervisor.readyOnce().join();
    return supervisor.state().pid();
  }

  private static final class Silent implements ProcessSupervisor.Listener {

    @Override
    public void changed() {}

    @Override
    public void ready(Part part, Duration took, int restarts) {}

    @Override
    public void died(Part part, String how, Duration wait) {}
  }
}

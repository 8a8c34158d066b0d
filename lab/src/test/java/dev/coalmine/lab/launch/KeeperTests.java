package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.home.Home;
import dev.coalmine.lab.home.LaunchFailure;
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

class KeeperTests {

  @TempDir Path directory;
  private Home home;
  private Keeper keeper;

  @BeforeEach
  void prepareHome() {
    home = new Home(directory, directory.resolve("home"));
    home.prepare();
  }

  @AfterEach
  void stopKeeper() {
    keeper.stop();
  }

  @Test
  void startsAgainWhatWasKilled() {
    keep("exec sleep 600", pid -> true);
    long first = awaitReady();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    await().until(() -> keeper.state().restarts() == 1 && keeper.state().pid() != 0);
    assertThat(keeper.state().pid()).isNotEqualTo(first);
    assertThat(keeper.state().lastExit()).isEqualTo("signal 9");
  }

  @Test
  void stopsItForGoodAndForgetsIt() {
    keep("exec sleep 600", pid -> true);
    long pid = awaitReady();
    keeper.stop();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(home.run().resolve("part.pid")).doesNotExist();
  }

  @Test
  void killsWhatDoesNotListen() {
    keep("trap '' TERM; while :; do sleep 1; done", pid -> true);
    long pid = awaitReady();
    keeper.stop(Duration.ofMillis(300));
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void whatDiesBeforeItWasEverReadyIsAFailureWithItsLastWords() {
    keep("echo 'FATAL: no room'; exit 3", pid -> false);
    assertThatThrownBy(() -> keeper.readyOnce().join())
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
    keep(new Invocation(command, Map.of()), never, Duration.ZERO);
    assertThatThrownBy(() -> keeper.readyOnce().join())
        .hasRootCauseInstanceOf(LaunchFailure.class)
        .hasMessageContaining("part was not ready within")
        .hasMessageContaining("still waiting");
    keeper.stop();
    assertThat(Files.readString(home.log("part")))
        .contains("Full thread dump", "KeeperTests$Waiting.main");
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
    keep("exec sleep 600", pid -> true);
    long pid = awaitReady();
    assertThat(Leftovers.of(home).processes().get("part").pid()).isEqualTo(pid);
  }

  @Test
  void leftoversOfAKilledLauncherAreStoppedAndNothingElse() throws Exception {
    keep("exec sleep 600", pid -> true);
    long pid = awaitReady();
    var stranger = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(
          home.run().resolve("other.pid"), stranger.pid() + " 1"); // the number is used again
      Leftovers.of(home).stop();
      await().until(() -> keeper.state().pid() != pid);
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  private void keep(String script, LongPredicate ready) {
    keep(new Invocation(List.of("sh", "-c", script), Map.of()), ready, Duration.ofSeconds(60));
  }

  private void keep(Invocation invocation, LongPredicate ready, Duration limit) {
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
    keeper = new Keeper(part, home, new Silent(), limit);
    Thread.ofVirtual().start(keeper::keep);
  }

  private long awaitReady() {
    keeper.readyOnce().join();
    return keeper.state().pid();
  }

  private static final class Silent implements Keeper.Journal {

    @Override
    public void changed() {}

    @Override
    public void ready(Part part, Duration took, int restarts) {}

    @Override
    public void died(Part part, String how, Duration wait) {}
  }
}

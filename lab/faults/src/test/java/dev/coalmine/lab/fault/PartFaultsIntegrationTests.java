package dev.coalmine.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.fault.PartFault.Kind;
import dev.coalmine.lab.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartFaultsIntegrationTests {

  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;

  private PartFaults faults;
  private Sleeper sleeper;

  @BeforeEach
  void start() throws IOException {
    faults = new PartFaults(folder);
    sleeper = new Sleeper();
  }

  @AfterEach
  void end() throws InterruptedException {
    faults.clear();
    sleeper.close();
  }

  @Test
  void standsWithItsChildUntilItIsCleared() throws IOException {
    var freeze = faults.freeze("sleeper", sleeper.handle(), LONG);
    assertThat(sleeper.stands()).isTrue();
    assertThat(sleeper.childStands()).isTrue();

    assertThat(faults.clear(freeze.id())).isTrue();
    assertThat(sleeper.stands()).isFalse();
    assertThat(sleeper.childStands()).isFalse();
    assertThat(freeze.watchdog().runs()).isFalse();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void goesOnByItselfAndLeavesNothing() throws IOException {
    var freeze = faults.freeze("sleeper", sleeper.handle(), Duration.ofMillis(1_500));
    assertThat(sleeper.stands()).isTrue();

    await().until(() -> !sleeper.stands() && !sleeper.childStands());
    await().until(() -> !freeze.watchdog().runs());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void goesOnThoughTheProgramThatFrozeItWasKilled() throws Exception {
    var program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                FreezingProgram.class.getName(),
                folder.toString(),
                String.valueOf(sleeper.handle().pid()),
                "5000")
            .start();
    assertThat(program.getInputStream().read()).isEqualTo('f'); // frozen
    program.destroyForcibly().waitFor();
    assertThat(sleeper.stands()).isTrue();

    await().atMost(Duration.ofSeconds(30)).until(() -> !sleeper.stands() && !sleeper.childStands());
  }

  @Test
  void isSeenAndClearedByAnotherProgram() throws IOException {
    var freeze = faults.freeze("sleeper", sleeper.handle(), LONG);

    var other = new PartFaults(folder);
    assertThat(other.inForce()).containsExactly(freeze);
    assertThat(other.clear()).isEqualTo(1);
    assertThat(sleeper.stands()).isFalse();
    assertThat(other.inForce()).isEmpty();
  }

  @Test
  void isUndoneWhenItsWatchdogWasKilled() throws IOException {
    var freeze = faults.freeze("sleeper", sleeper.handle(), Duration.ofMinutes(1));
    freeze.watchdog().signal("KILL"); // what it sleeps by lives on
    await().until(() -> !freeze.watchdog().runs());
    assertThat(sleeper.stands()).isTrue();

    assertThat(faults.inForce()).isEmpty();
    assertThat(sleeper.stands()).isFalse();
  }

  @Test
  void letsTheChildrenOfAKilledProcessGoOn() throws Exception {
    faults.freeze("sleeper", sleeper.handle(), LONG);
    sleeper.die();

    assertThat(faults.inForce()).isEmpty();
    assertThat(sleeper.childStands()).isFalse();
  }

  @Test
  void signalsNoLaterProcessWithTheSameNumber() throws IOException {
    var earlier = new ProcessIdentity(sleeper.handle().pid(), "1");
    earlier.signal("STOP");
    assertThat(sleeper.stands()).isFalse();

    assertThat(Watchdog.start(Kind.FREEZE, earlier, "", Duration.ofSeconds(1), folder).begin())
        .isFalse();
    assertThat(sleeper.stands()).isFalse();
  }

  @Test
  void refusesASecondOne() {
    var freeze = faults.freeze("sleeper", sleeper.handle(), LONG);

    assertThatThrownBy(() -> faults.freeze("sleeper", sleeper.handle(), LONG))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "sleeper has a FREEZE already; ./coalmine fault clear %s ends it"
                .formatted(freeze.id()));
  }

  @Test
  void refusesAProcessThatIsGone() throws InterruptedException {
    sleeper.die();

    assertThatThrownBy(() -> faults.freeze("sleeper", sleeper.handle(), LONG))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has just ended");
  }

  @ParameterizedTest
  @ValueSource(longs = {999, 86_400_001})
  void refusesATimeOutOfRange(long millis) {
    assertThatThrownBy(() -> faults.freeze("sleeper", sleeper.handle(), Duration.ofMillis(millis)))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("a FREEZE lasts 1 s to 24 h");
  }
}

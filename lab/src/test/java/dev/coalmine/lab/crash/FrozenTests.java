package dev.coalmine.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrozenTests {

  private Process process;

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void standsUntilItIsClosed() throws IOException {
    try (var _ = new Frozen(process.toHandle())) {
      assertThat(isStopped()).isTrue();
    }
    assertThat(isStopped()).isFalse();
  }

  @Test
  void goesOnByItselfThoughNobodyClosesIt() throws IOException {
    new Frozen(process.toHandle());

    await().atMost(Duration.ofSeconds(20)).until(() -> !isStopped());
  }

  @Test
  void canBeKilledWhileItStands() {
    try (var frozen = new Frozen(process.toHandle())) {
      assertThat(frozen.kill()).isTrue();
      await().until(() -> !process.isAlive());
    }
  }

  private boolean isStopped() throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "state=", "-p", String.valueOf(process.pid())).start();
    return new String(ps.getInputStream().readAllBytes()).startsWith("T");
  }
}

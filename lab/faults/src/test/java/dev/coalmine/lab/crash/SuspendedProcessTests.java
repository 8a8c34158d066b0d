package dev.coalmine.lab.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspendedProcessTests {

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
    try (var _ = new SuspendedProcess(process.toHandle())) {
      assertThat(isStopped()).isTrue();
    }
    assertThat(isStopped()).isFalse();
  }

  @Test
  void goesOnByItselfThoughNobodyClosesIt() throws IOException {
    new SuspendedProcess(process.toHandle());

    await().atMost(Duration.ofSeconds(20)).until(() -> !isStopped());
  }

  @Test
  void canBeKilledWhileItStands() {
    try (var suspended = new SuspendedProcess(process.toHandle())) {
      assertThat(suspended.kill()).isTrue();
      await().until(() -> !process.isAlive());
    }
  }

  private boolean isStopped() throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "state=", "-p", String.valueOf(process.pid())).start();
    return new String(ps.getInputStream().readAllBytes()).startsWith("T");
  }
}

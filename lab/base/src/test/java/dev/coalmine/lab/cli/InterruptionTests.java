package dev.coalmine.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InterruptionTests {

  private Process process;

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedProgram.class.getName())
            .redirectErrorStream(true)
            .start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void endsAWaitThatIsLongerThanItsLimit() throws Exception {
    try (var said = process.inputReader()) {
      assertThat(said.readLine()).isEqualTo("waits");
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(130);
      assertThat(said.readAllLines()).startsWith("Ctrl-C: ends the fault", "stopped");
    }
  }
}

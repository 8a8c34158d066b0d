package dev.coalmine.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTests {

  @Test
  void tellsAProcessFromALaterOneWithTheSameNumber() {
    var self = ProcessIdentity.self();
    assertThat(self.running()).contains(ProcessHandle.current());
    assertThat(new ProcessIdentity(self.pid(), "1").running()).isEmpty();
  }

  @Test
  void theShellFunctionPrintsTheSame() throws Exception {
    var self = ProcessIdentity.self();
    var script = ProcessIdentity.START_TIME + "start_time " + self.pid();
    var shell = new ProcessBuilder("sh", "-c", script).start();
    assertThat(new String(shell.getInputStream().readAllBytes()).strip()).isEqualTo(self.started());
  }

  @Test
  void takesAProcessThatIsGoneForGone() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    var gone = ProcessIdentity.of(process.pid()).orElseThrow();
    process.destroyForcibly().waitFor();
    assertThat(gone.runs()).isFalse();
    assertThat(gone.running()).isEmpty();
  }
}

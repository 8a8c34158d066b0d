package dev.coalmine.lab.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.condition.OS.LINUX;

import dev.coalmine.lab.cli.UserError;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

class CoresTests {

  @Test
  void readsTheKernelsListOfCores() {
    assertThat(Cores.parse("0-2,5")).containsExactly(0, 1, 2, 5);
    assertThat(Cores.parse("3")).containsExactly(3);
  }

  @Test
  void refusesAMachineWithOneCore() {
    assertThatThrownBy(() -> Cores.choose(List.of(7)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("two are needed");
    assertThat(Cores.choose(List.of(2, 5, 6))).isEqualTo(new Cores(2, 5));
  }

  @Test
  @EnabledOnOs(LINUX)
  void bindsAProgramAndItsChildrenToOneCore() throws IOException {
    int core = Cores.allowed(ProcessHandle.current().pid()).getLast();
    var command = Cores.on(core, List.of("sh", "-c", "sh -c 'echo ready; read line'"));
    var process = new ProcessBuilder(command).start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("ready");
      assertThat(Cores.allowed(process.pid())).containsExactly(core);
      assertThat(process.descendants().map(it -> Cores.allowed(it.pid())))
          .allMatch(List.of(core)::equals);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}

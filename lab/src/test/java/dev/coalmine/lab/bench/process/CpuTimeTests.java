package dev.coalmine.lab.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

class CpuTimeTests {

  @Test
  void addsUserAndKernelTimeBehindANameWithBlanks() {
    var stat = "42 (a ) b) S 1 42 42 0 -1 4194560 900 0 3 0 120 7 99 99 20 0 31 0 12345 1 2";
    assertThat(CpuTime.parse(stat)).isEqualTo(1_270_000);
  }

  @Test
  @EnabledOnOs(LINUX)
  void countsWhatAThreadOfOursUses() throws InterruptedException {
    long before = CpuTime.micros(ProcessHandle.current());
    var busy =
        Thread.ofPlatform()
            .start(
                () -> {
                  var threads = java.lang.management.ManagementFactory.getThreadMXBean();
                  while (threads.getCurrentThreadCpuTime() < 100_000_000) {
                    Thread.onSpinWait();
                  }
                });
    busy.join();
    assertThat(CpuTime.micros(ProcessHandle.current()) - before).isGreaterThanOrEqualTo(90_000);
  }

  @Test
  @EnabledOnOs(LINUX)
  void countsTheChildrenOfAProcess() throws IOException {
    var loop = "i=0; while [ $i -lt 150000 ]; do i=$((i + 1)); done; echo done; read line";
    var process = new ProcessBuilder("sh", "-c", "sh -c '%s'; :".formatted(loop)).start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("done");
      assertThat(process.descendants()).isNotEmpty();
      assertThat(CpuTime.micros(process.toHandle())).isPositive();
    } finally {
      List.copyOf(process.descendants().toList()).forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}

package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.load.Plan;
import dev.coalmine.lab.load.Report;
import dev.coalmine.lab.reconcile.Reconciliation;
import dev.coalmine.lab.torture.Sampling.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorturePageTests {

  @TempDir Path folder;

  @Test
  void showsEachFaultAndWhatTheBooksSaid() throws Exception {
    var story =
        new Story(
            new Plan(2, Duration.ofMinutes(1), 5, 5, 5, 5, 42),
            List.of(
                new FaultInjection.Begun(
                    Duration.ofSeconds(3), new InjectedFault.Kill("kafka"), null),
                new FaultInjection.Begun(
                    Duration.ofSeconds(9),
                    new InjectedFault.Freeze("redis", Duration.ofSeconds(4)),
                    "it is <gone>")),
            List.of(new Sample(1, 2, 2, 40, 90), new Sample(2, 3, 0, 0, 0)),
            new Report(5, 2, Map.of(), 3, 0, Map.of(), 0, new Report.Latency(40, 60, 90, 90, 90)),
            OptionalDouble.of(1.5),
            new Reconciliation.Busy(Map.of("orders undecided", 3L)));

    var page = Files.readString(TorturePage.write(story, folder));

    assertThat(page)
        .contains("seed 42", "NOT green", "kafka", "freeze 4 s", "3 orders undecided", "1.5 s")
        .contains("it is &lt;gone&gt;")
        .doesNotContain("<gone>");
  }
}

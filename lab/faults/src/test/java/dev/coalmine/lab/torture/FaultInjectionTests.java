package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.torture.FaultSchedule.Planned;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultInjectionTests {

  @Test
  void goesOnAfterAFaultThatFailsInAnUnexpectedWay() {
    var planned =
        List.of(
            new Planned(Duration.ZERO, new InjectedFault.Kill("kafka")),
            new Planned(Duration.ZERO, new InjectedFault.Kill("redis")));
    var unseen = new PrintStream(OutputStream.nullOutputStream());

    try (var injection =
        new FaultInjection(planned, null, null, unseen)) { // without an injector each fault fails
      await().until(() -> injection.begun().size() == 2);

      assertThat(injection.begun()).allSatisfy(it -> assertThat(it.failure()).isNotNull());
    }
  }
}

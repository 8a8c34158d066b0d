package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.lab.torture.Troubles.Planned;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AfflictingTests {

  @Test
  void goesOnAfterATroubleThatFailsInAWayNobodyThoughtOf() {
    var planned =
        List.of(
            new Planned(Duration.ZERO, new Trouble.Kill("kafka")),
            new Planned(Duration.ZERO, new Trouble.Kill("redis")));
    var unseen = new PrintStream(OutputStream.nullOutputStream());

    try (var afflicting = new Afflicting(planned, null, null, unseen)) { // nobody to kill them
      await().until(() -> afflicting.begun().size() == 2);

      assertThat(afflicting.begun()).allSatisfy(it -> assertThat(it.failure()).isNotNull());
    }
  }
}

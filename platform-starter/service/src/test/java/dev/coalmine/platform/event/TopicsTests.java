package dev.coalmine.platform.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.platform.loop.SupervisedLoops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TopicsTests {

  private static final EventsSettings SETTINGS =
      new EventsSettings(
          true,
          4,
          (short) -1,
          4,
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));

  /** The kernel accepts for it, and nobody ever answers: a frozen broker. */
  @Test
  @Timeout(40) // closing in good order waits a minute for the request that was given up
  void givesUpABrokerThatDoesNotAnswer() throws IOException {
    try (var frozen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = "127.0.0.1:" + frozen.getLocalPort();
      var topics =
          new Topics(
              Map.of("bootstrap.servers", address),
              SETTINGS,
              new SupervisedLoops(new SimpleMeterRegistry(), (_, _) -> {}));

      assertThatThrownBy(() -> topics.declare(List.of("t"), List.of()))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("could not be declared")
          .hasRootCauseInstanceOf(TimeoutException.class);
    }
  }
}

package dev.coalmine.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which readers are cut off. The channel's time stands still but for what a test lets pass. */
class UnreadAnswerTests {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FullChannel channel =
      new FullChannel(
          new UnreadAnswer(LIMIT, new ConnectionMetrics(meters, new ConnectionLimit(1, 1))));

  @BeforeEach
  void anAnswerWaits() {
    channel.freezeTime();
    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[100]));
  }

  @Test
  void aReaderThatTakesNothingIsCutOff() {
    passes(19);
    assertThat(channel.isOpen()).isTrue();
    passes(1);
    assertThat(channel.isOpen()).isFalse();
    assertThat(cut()).isEqualTo(1);
  }

  @Test
  void aReaderThatIsSlowIsNotCutOff() {
    for (int i = 0; i < 10; i++) {
      channel.take(1);
      passes(19);
    }
    assertThat(channel.isOpen()).isTrue();
    assertThat(cut()).isZero();
    channel.close();
  }

  @Test
  void aReaderThatStopsIsCutOff() {
    passes(19);
    channel.take(1);
    passes(19);
    assertThat(channel.isOpen()).isTrue();
    passes(6);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aReaderThatHasTakenEverythingIsNotWatched() {
    channel.take(100);
    passes(100);

    assertThat(channel.isOpen()).isTrue();
    assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    channel.close();
  }

  private void passes(int seconds) {
    for (int i = 0; i < seconds; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private double cut() {
    return meters.counter("gateway.connections.cut", "reason", "unread").count();
  }
}

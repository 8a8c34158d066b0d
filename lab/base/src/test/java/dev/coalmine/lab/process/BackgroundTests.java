package dev.coalmine.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BackgroundTests {

  @Test
  void hasEndedWhenCloseReturns() {
    var ended = new AtomicBoolean();
    new Background(
            closed -> {
              closed.await();
              ended.set(true);
            })
        .close();

    assertThat(ended).isTrue();
  }

  @Test
  void worksAgainAndAgain() {
    var times = new AtomicInteger();
    try (var _ = Background.every(Duration.ofMillis(1), times::incrementAndGet)) {
      await().until(() -> times.get() >= 3);
    }
  }

  @Test
  void tellsAtItsEndWhatTheWorkFailedWith() throws InterruptedException {
    var failed = new CountDownLatch(1);
    var background =
        new Background(
            _ -> {
              failed.countDown();
              throw new IllegalStateException("broken");
            });
    failed.await();

    assertThat(background.end()).hasMessage("broken");
    background.close(); // it was told already
  }

  @Test
  void tellsOfAnErrorToo() throws InterruptedException {
    var background =
        new Background(
            _ -> {
              throw new AssertionError("broken");
            });

    assertThat(background.end()).hasRootCauseMessage("broken");
  }

  @Test
  void throwsWhenItIsClosedWhatWasNotAskedFor() {
    var background =
        new Background(
            _ -> {
              throw new IllegalStateException("broken");
            });

    assertThatThrownBy(background::close).hasMessage("broken");
  }
}

package dev.coalmine.platform.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecoveryDetectorTests {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RecoveryDetector detector = new RecoveryDetector(3, Duration.ofSeconds(2));

  @Test
  void theFirstAnswerOfAProcessEndsWhatItDidNotSee() {
    assertThat(detector.answered(START)).isTrue();
    assertThat(detector.answered(START)).isFalse();
  }

  @Test
  void threeFailuresInARowAreAnOutage() {
    detector.answered(START);
    fail(3);

    assertThat(detector.answered(START)).isTrue();
  }

  @Test
  void fewerFailuresAreNone() {
    detector.answered(START);
    fail(2);
    assertThat(detector.answered(START)).isFalse();
    fail(2);
    assertThat(detector.answered(START)).isFalse();
  }

  @Test
  void anOutageThatIsAssumedAgainEndsAtTheNextAnswer() {
    detector.answered(START);
    detector.assumeOutage();

    assertThat(detector.answered(START)).isTrue();
    assertThat(detector.answered(START)).isFalse();
  }

  /** The callers meet by spinning: threads that a lock wakes come one after another. */
  @Test
  void ofTwoAnswersAtOnceOneEndsTheOutage() throws Exception {
    int outages = 50_000;
    var arrived = new AtomicInteger();
    var ended = new AtomicInteger();
    Callable<Void> caller =
        () -> {
          for (int outage = 1; outage <= outages; outage++) {
            meet(arrived, 4 * outage - 2);
            if (detector.answered(START)) {
              ended.incrementAndGet();
            }
            meet(arrived, 4 * outage);
            detector.assumeOutage();
          }
          return null;
        };
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var done : threads.invokeAll(List.of(caller, caller), 60, TimeUnit.SECONDS)) {
        done.get();
      }
    }

    assertThat(ended).hasValue(outages);
  }

  @Test
  void anOutageIsProbedOncePerInterval() {
    detector.answered(START);
    fail(3);

    assertThat(detector.takeProbe(START.plusMillis(1_999))).isFalse();
    assertThat(detector.takeProbe(START.plusMillis(2_000))).isTrue();
    assertThat(detector.takeProbe(START.plusMillis(3_999))).isFalse();
    assertThat(detector.takeProbe(START.plusMillis(4_000))).isTrue();
  }

  @Test
  void withoutAnOutageThereIsNoProbe() {
    detector.answered(START);
    fail(2);

    assertThat(detector.takeProbe(START.plusSeconds(60))).isFalse();
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecoveryDetector(0, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecoveryDetector(3, Duration.ofMillis(99)));
  }

  private static void meet(AtomicInteger arrived, int all) throws InterruptedException {
    arrived.incrementAndGet();
    while (arrived.get() < all) {
      if (Thread.interrupted()) { // the test's time is over
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      detector.failed(START);
    }
  }
}

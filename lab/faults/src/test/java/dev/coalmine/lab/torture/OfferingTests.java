package dev.coalmine.lab.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.lab.torture.Workload.Offered;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OfferingTests {

  private final List<String> story = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch faultEnded = new CountDownLatch(1);

  /** Orders whose answers come when no more are offered and the fault has ended. */
  private final Workload stuck =
      new Workload() {
        @Override
        public Offered offer(Duration time) throws InterruptedException {
          stopped.await();
          faultEnded.await();
          story.add("orders answered");
          return new Offered(1, 0);
        }

        @Override
        public void stop() {
          story.add("stopped");
          stopped.countDown();
        }
      };

  private void endFault() {
    story.add(Thread.currentThread().isInterrupted() ? "fault not ended" : "fault ended");
    faultEnded.countDown();
  }

  @AfterEach
  void clearInterruption() {
    Thread.interrupted();
  }

  @Test
  void endsTheFaultBeforeItWaitsForTheOrdersUnderWay() {
    new Offering(stuck, Duration.ofHours(1), this::endFault).close();

    assertThat(story).containsExactly("stopped", "fault ended", "orders answered");
  }

  @Test
  void endsTheFaultWhenItsThreadIsInterrupted() {
    var offering = new Offering(stuck, Duration.ofHours(1), this::endFault);
    Thread.currentThread().interrupt();

    assertThatThrownBy(offering::await).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt(); // a second Ctrl-C, or a sleep that was not reached
    offering.close();

    assertThat(story).containsExactly("stopped", "fault ended", "orders answered");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void endsNothingWhenAllOrdersAreAnswered() throws InterruptedException {
    stopped.countDown();
    faultEnded.countDown();
    try (var offering = new Offering(stuck, Duration.ofHours(1), this::endFault)) {
      assertThat(offering.await()).isEqualTo(new Offered(1, 0));
    }

    assertThat(story).containsExactly("orders answered");
  }
}

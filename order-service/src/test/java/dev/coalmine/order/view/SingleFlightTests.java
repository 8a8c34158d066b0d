package dev.coalmine.order.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SingleFlightTests {

  private final SingleFlight<Integer> flights = new SingleFlight<>();
  private final AtomicInteger fetches = new AtomicInteger();

  @Test
  void fetchesOnceForAllWhoAskAtTheSameTime() {
    var landing = new CountDownLatch(1);
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      var results =
          IntStream.range(0, 20)
              .mapToObj(
                  _ ->
                      CompletableFuture.supplyAsync(
                          () -> flights.get("a", () -> fetch(landing)), readers))
              .toList();
      await().until(() -> fetches.get() == 1);
      landing.countDown();

      assertThat(results).allSatisfy(result -> assertThat(result.join()).isPositive());
    }
    // a reader that came after the landing flew once more; nobody else did
    assertThat(fetches.get()).isLessThan(20);
  }

  @Test
  void whoComesAfterAChangeDoesNotJoinAFlightFromBefore() {
    var landing = new CountDownLatch(1);
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      var before =
          CompletableFuture.supplyAsync(() -> flights.get("a", () -> fetch(landing)), readers);
      await().until(() -> fetches.get() == 1);

      flights.forget("a");

      assertThat(flights.get("a", fetches::incrementAndGet)).isEqualTo(2);
      landing.countDown();
      assertThat(before.join()).isEqualTo(1);
    }
  }

  @Test
  void handsAFailureOnAndForgetsIt() {
    assertThatThrownBy(
            () ->
                flights.get(
                    "a",
                    () -> {
                      throw new IllegalStateException("storm");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(flights.get("a", () -> 1)).isEqualTo(1);
  }

  private int fetch(CountDownLatch landing) {
    var number = fetches.incrementAndGet();
    try {
      landing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return number;
  }
}

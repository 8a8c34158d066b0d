package dev.coalmine.platform.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

class SupervisedLoopTests {

  private static final Duration SHORT = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, SmartLifecycle> application = new HashMap<>();
  private final SupervisedLoops loops = new SupervisedLoops(meters, application::put);
  private final AtomicInteger turns = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(
      classes = {
        IllegalStateException.class,
        InterruptedException.class,
        NoClassDefFoundError.class,
        StackOverflowError.class
      })
  void repeatsAStepWhateverItThrows(Class<? extends Throwable> failure) {
    var loop =
        loops.loop(
            "test",
            SHORT,
            () -> {
              if (turns.incrementAndGet() < 4) {
                sneak(failure.getDeclaredConstructor().newInstance());
              }
              return false;
            });
    loop.start();

    await().until(() -> turns.get() > 4);

    assertThat(meters.counter("loop.failures", "loop", "test").count()).isEqualTo(3);
    assertThat(new LoopsHealth(loops).health().getStatus()).isEqualTo(Status.UP);
    assertThat(loop.stop(LONG)).isTrue();
  }

  @Test
  void goesOnAtOnceWhileThereIsMore() {
    var loop = loops.loop("test", LONG, () -> turns.incrementAndGet() < 10);
    loop.start();

    await().until(() -> turns.get() == 10);

    assertThat(loop.stop(LONG)).isTrue();
    assertThat(turns).hasValue(10);
  }

  @Test
  void endsAPauseWhenWoken() {
    var loop = loops.loop("test", LONG, () -> turns.incrementAndGet() < 0);
    loop.start();
    await().until(() -> turns.get() == 1);

    loop.wake();

    await().until(() -> turns.get() == 2);
    assertThat(loop.stop(LONG)).isTrue();
  }

  @Test
  void waitsForTheStepThatRunsWhenStopped() throws Exception {
    var end = new CountDownLatch(1);
    var loop =
        loops.loop(
            "test",
            SHORT,
            () -> {
              turns.incrementAndGet();
              end.await();
              return true;
            });
    loop.start();
    await().until(() -> turns.get() == 1);

    var stopping = CompletableFuture.supplyAsync(() -> loop.stop(LONG));
    await().until(() -> !loop.isRunning());
    assertThat(stopping).isNotDone();
    end.countDown();

    assertThat(stopping.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(turns).hasValue(1);
  }

  @Test
  void runsAgainAfterAStop() {
    var loop = loops.loop("test", SHORT, () -> turns.incrementAndGet() < 0);
    loop.start();
    loop.stop(LONG);
    int before = turns.get();

    loop.start();

    await().until(() -> turns.get() > before + 1);
    loop.stop(LONG);
  }

  @Test
  void runsWithTheApplication() {
    var loop = loops.loop("test", SHORT, () -> turns.incrementAndGet() < 0);

    loops.runWithApplication(loop, true, 7, LONG);

    var lifecycle = application.get("test-loop");
    assertThat(lifecycle.isAutoStartup()).isTrue();
    assertThat(lifecycle.getPhase()).isEqualTo(7);
    lifecycle.start();
    await().until(() -> turns.get() > 1);
    lifecycle.stop();
    assertThat(lifecycle.isRunning()).isFalse();
    assertThat(loop.stop(Duration.ZERO)).as("its thread has ended").isTrue();
  }

  @Test
  void runsWhatComesAfterATaskThatFails() {
    var ran = new ArrayList<Integer>();
    List<Runnable> tasks =
        List.of(
            () -> ran.add(1),
            () -> {
              throw new NoClassDefFoundError("first");
            },
            () -> {
              throw new IllegalStateException("second");
            },
            () -> ran.add(4));

    assertThatThrownBy(() -> SupervisedLoop.runAll(tasks))
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessage("first")
        .hasSuppressedException(new IllegalStateException("second"));
    assertThat(ran).containsExactly(1, 4);
  }

  @Test
  void isNotAliveWhenAThreadIsDead() {
    var some = mock(SupervisedLoops.class);
    when(some.dead()).thenReturn(List.of("outbox-relay"));

    var health = new LoopsHealth(some).health();

    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.getDetails()).containsEntry("dead", List.of("outbox-relay"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}

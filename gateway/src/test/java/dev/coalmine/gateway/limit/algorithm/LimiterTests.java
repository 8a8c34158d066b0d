package dev.coalmine.gateway.limit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.gateway.limit.Arrivals;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each algorithm against what its limit means, over arrivals by chance. */
class LimiterTests {

  private static final Arrivals ARRIVALS = Arrivals.seeded("LimiterTests");
  private static final int STEPS = 400;

  /**
   * @param most permits within one period, whatever the arrivals
   */
  record Example(
      String name,
      long permits,
      long period,
      long burst,
      Limiter limiter,
      Reference reference,
      long most) {

    @Override
    public String toString() {
      return "%s %d per %d us, burst %d".formatted(name, permits, period, burst);
    }
  }

  static Stream<Example> examples() {
    var examples = new ArrayList<Example>();
    for (int i = 0; i < 12; i++) {
      int permits = ARRIVALS.upTo(50);
      long period = Math.max(permits, ARRIVALS.anyTime(1, 2_000_000));
      int burst = ARRIVALS.upTo(60);
      examples.addAll(all(permits, period, burst));
    }
    examples.addAll(all(1, 86_400_000_000L, 1));
    examples.addAll(all(7, 1_000_000, 3));
    examples.addAll(all(1_000, 1_000, 1_000));
    return examples.stream();
  }

  private static List<Example> all(int permits, long period, int burst) {
    long within = burst + permits;
    return List.of(
        new Example(
            "GCRA",
            permits,
            period,
            burst,
            new Gcra(permits, period, burst),
            Reference.bucket(permits, period, burst),
            within),
        new Example(
            "token bucket",
            permits,
            period,
            burst,
            new TokenBucket(permits, period, burst),
            Reference.bucket(permits, period, burst),
            within),
        new Example(
            "fixed window",
            permits,
            period,
            permits,
            new FixedWindow(permits, period),
            Reference.fixedWindow(permits, period),
            2L * permits),
        new Example(
            "sliding log",
            permits,
            period,
            permits,
            new SlidingLog(permits, period),
            Reference.slidingLog(permits, period),
            permits),
        new Example(
            "sliding counter",
            permits,
            period,
            permits,
            new SlidingCounter(permits, period),
            Reference.slidingCounter(permits, period),
            2L * permits));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void grantsWhatItsLimitMeans(Example it) {
    long now = ARRIVALS.anyTime(1_700_000_000_000_000L, 1_800_000_000_000_000L);
    for (int step = 0; step < STEPS; step++) {
      now += ARRIVALS.pause(it.period(), it.permits());
      int wanted = ARRIVALS.upTo(step % 3 == 0 ? 12 : 1);

      var grant = it.limiter().take(now, wanted);

      assertThat(grant.granted())
          .as("step %d at %d, wanted %d", step, now, wanted)
          .isEqualTo(it.reference().take(now, wanted));
      assertThat(grant.remaining() > 0).as("remaining").isEqualTo(it.reference().allows(now));
      checkRetryAfter(it, now, grant);
    }
    assertThat(it.reference().count()).isPositive();
    assertThat(it.reference().worst(it.period())).isLessThanOrEqualTo(it.most());
  }

  private static void checkRetryAfter(Example it, long now, Grant grant) {
    if (grant.remaining() > 0) {
      assertThat(grant.retryAfter()).isZero();
    } else {
      assertThat(grant.retryAfter()).isPositive().isLessThanOrEqualTo(grant.reset());
      assertThat(it.reference().allows(now + grant.retryAfter())).as("after the wait").isTrue();
      assertThat(it.reference().allows(now + grant.retryAfter() - 1)).as("before it").isFalse();
    }
  }
}

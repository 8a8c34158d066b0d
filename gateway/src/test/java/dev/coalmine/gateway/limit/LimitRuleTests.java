package dev.coalmine.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitRuleTests {

  @ParameterizedTest
  @CsvSource({
    "GCRA, 1, PT24H, 1, 1",
    "GCRA, 1, PT24H, 7, 7",
    "GCRA, 1000000, PT1S, 1000000, 1000",
    "GCRA, 1000000, PT24H, 104248, 1",
    "FIXED_WINDOW, 104248, PT24H, 104248, 1",
    "TOKEN_BUCKET, 1000, PT0.001S, 1, 1",
    "FIXED_WINDOW, 60, PT1M, 60, 60",
    "SLIDING_LOG, 1000, PT1S, 1000, 1"
  })
  void allowsItsLimits(Algorithm algorithm, long permits, Duration period, long burst, int lease) {
    assertThatCode(() -> rule(algorithm, permits, period, burst, lease)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "GCRA, 0, PT1S, 1, 1, rate",
    "GCRA, 1000001, PT1S, 1, 1, rate",
    "GCRA, 1001, PT0.001S, 1, 1, rate",
    "SLIDING_LOG, 1001, PT1S, 1001, 1, rate",
    "GCRA, 1, PT0S, 1, 1, period",
    "GCRA, 1, PT24H0.001S, 1, 1, period",
    "GCRA, 1, PT1S, 0, 1, burst",
    "GCRA, 100, PT1S, 1000001, 1, burst",
    "GCRA, 1, PT24H, 8, 1, burst",
    "GCRA, 1000000, PT24H, 104249, 1, burst",
    "TOKEN_BUCKET, 1000000, PT24H, 104249, 1, burst",
    "FIXED_WINDOW, 104249, PT24H, 104249, 1, rate",
    "SLIDING_COUNTER, 104249, PT24H, 104249, 1, rate",
    "FIXED_WINDOW, 60, PT1M, 61, 1, burst",
    "FIXED_WINDOW, 60, PT1M, 59, 1, burst",
    "GCRA, 100, PT1S, 200, 0, lease",
    "GCRA, 100, PT1S, 5, 6, lease",
    "GCRA, 100, PT1S, 2000, 1001, lease"
  })
  void namesWhatIsOutside(
      Algorithm algorithm, long permits, Duration period, long burst, int lease, String setting) {
    assertThatThrownBy(() -> rule(algorithm, permits, period, burst, lease))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("limits.some." + setting + " must be ");
  }

  @Test
  void refusesTooEarlyWhenTheBurstIsLessThan100MillisecondsOfTheRate() {
    assertThat(rule(Algorithm.GCRA, 100, Duration.ofSeconds(1), 9, 1).refusesTooEarly()).isTrue();
    assertThat(rule(Algorithm.GCRA, 100, Duration.ofSeconds(1), 10, 1).refusesTooEarly()).isFalse();
    assertThat(rule(Algorithm.GCRA, 60, Duration.ofMinutes(1), 1, 1).refusesTooEarly()).isFalse();
    assertThat(rule(Algorithm.FIXED_WINDOW, 1, Duration.ofMillis(1), 1, 1).refusesTooEarly())
        .isFalse();
  }

  private static LimitRule rule(
      Algorithm algorithm, long permits, Duration period, long burst, int lease) {
    return new LimitRule(
        "some", LimitKey.ADDRESS, algorithm, permits, period, burst, lease, Mode.ENFORCE);
  }
}

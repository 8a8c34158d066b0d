package dev.coalmine.lab.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.coalmine.lab.cli.UserError;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalsTests {

  private static final List<String> SKUS = List.of("a", "b", "c");

  @Test
  void repeatThemselvesForTheSameSeed() {
    var once = new Arrivals(plan(50, 7), SKUS).until(Long.MAX_VALUE);
    var again = new Arrivals(plan(50, 7), SKUS).until(Long.MAX_VALUE);

    assertThat(again).isEqualTo(once);
    assertThat(new Arrivals(plan(50, 8), SKUS).until(Long.MAX_VALUE)).isNotEqualTo(once);
  }

  @Test
  void comeAtTheRateForTheTime() {
    var all = new Arrivals(plan(100, 1), SKUS).until(Long.MAX_VALUE);

    assertThat(all.size()).isCloseTo(6_000, within(400)); // five standard deviations
    assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(a.at(), b.at()));
    assertThat(all.getLast().at()).isLessThan(Duration.ofMinutes(1).toNanos());
  }

  @Test
  void areToldOnce() {
    var whole = new Arrivals(plan(100, 1), SKUS).until(Long.MAX_VALUE);
    var parts = new Arrivals(plan(100, 1), SKUS);
    long half = Duration.ofSeconds(30).toNanos();

    var first = parts.until(half);
    var second = parts.until(Long.MAX_VALUE);

    assertThat(first.size() + second.size()).isEqualTo(whole.size());
    assertThat(first.getLast().at()).isLessThan(half);
    assertThat(second.getFirst().at()).isGreaterThanOrEqualTo(half);
  }

  @Test
  void areRefusedWhenTheyCannotBe() {
    assertThatThrownBy(() -> plan(0, 1))
        .isInstanceOf(UserError.class)
        .hasMessage("--rate is 0.1 to 10000 orders per second");
  }

  private static Plan plan(double rate, long seed) {
    return new Plan(rate, Duration.ofMinutes(1), 10, 3, 3, 10, seed);
  }
}

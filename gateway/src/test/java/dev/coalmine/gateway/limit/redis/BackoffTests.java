package dev.coalmine.gateway.limit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTests {

  private static final long PAUSE = 200;

  private final Backoff backoff = new Backoff(PAUSE);

  @Test
  void isThePauseWhileNothingWasLost() {
    assertThat(backoff.pause()).isEqualTo(PAUSE);

    backoff.serves(0);
    assertThat(backoff.pause()).isEqualTo(PAUSE);
  }

  @Test
  void doublesForEachConnectionInARowThatIsLostSoon() {
    long[] expected = {400, 800, 1_600, 3_200, 3_200, 3_200};
    long now = 0;
    for (long pause : expected) {
      backoff.serves(now);
      now += 50;
      backoff.lost(now);
      assertThat(backoff.pause()).isEqualTo(pause);
      now += pause;
    }
  }

  @Test
  void isThePauseAgainWhenAConnectionHasServedForAWhile() {
    backoff.serves(0);
    backoff.lost(50);
    backoff.serves(1_000);
    backoff.lost(1_000 + 50 * PAUSE);

    assertThat(backoff.pause()).isEqualTo(PAUSE);
  }
}

package dev.coalmine.lab.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTests {

  private final Backoff backoff = new Backoff();

  @Test
  void doublesWithEveryDeathThatFollowsSoon() {
    assertThat(backoff.afterDeath(Duration.ZERO)).isEqualTo(Backoff.FIRST);
    assertThat(backoff.afterDeath(Duration.ofSeconds(1))).isEqualTo(Backoff.FIRST.multipliedBy(2));
    assertThat(backoff.afterDeath(Duration.ZERO)).isEqualTo(Backoff.FIRST.multipliedBy(4));
  }

  @Test
  void isBounded() {
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.afterDeath(Duration.ZERO)).isLessThanOrEqualTo(Backoff.LONGEST);
    }
  }

  @Test
  void beginsAnewAfterAStableTime() {
    backoff.afterDeath(Duration.ZERO);
    backoff.afterDeath(Duration.ZERO);
    assertThat(backoff.afterDeath(Backoff.STABLE)).isEqualTo(Backoff.FIRST);
  }
}

package dev.coalmine.gateway.instance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundRobinTests {

  @Test
  void everyoneHasItsTurnEvenWhenTheCountOverflows() {
    assertThat(RoundRobin.choose(Integer.MAX_VALUE, 2, _ -> true)).isEqualTo(1);
    assertThat(RoundRobin.choose(Integer.MIN_VALUE, 2, _ -> true)).isZero();
    assertThat(RoundRobin.choose(Integer.MAX_VALUE, 3, _ -> true)).isBetween(0, 2);
  }

  @Test
  void givesTheTurnOfTheUnusableToTheNext() {
    assertThat(RoundRobin.choose(1, 3, i -> i != 1)).isEqualTo(2);
    assertThat(RoundRobin.choose(2, 3, i -> i == 1)).isEqualTo(1);
  }

  @Test
  void findsNobodyAmongNone() {
    assertThat(RoundRobin.choose(5, 0, _ -> true)).isEqualTo(-1);
    assertThat(RoundRobin.choose(5, 3, _ -> false)).isEqualTo(-1);
  }
}

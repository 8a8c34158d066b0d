package dev.coalmine.gateway.limit.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseSizeTests {

  @Test
  void doublesForAKeyThatSpendsItsPermitsFast() {
    assertThat(LeaseSize.next(1, 1, 100, 1_000, 10)).isEqualTo(2);
    assertThat(LeaseSize.next(8, 8, 500, 1_000, 10)).isEqualTo(10);
  }

  @Test
  void staysForAKeyThatSpendsThemWithinTheLease() {
    assertThat(LeaseSize.next(4, 4, 700, 1_000, 10)).isEqualTo(4);
  }

  @Test
  void isWhatWasSpentOnceALeaseEnds() {
    assertThat(LeaseSize.next(10, 3, 1_000, 1_000, 10)).isEqualTo(3);
    assertThat(LeaseSize.next(10, 0, 50_000, 1_000, 10)).isEqualTo(1);
  }

  @Test
  void isLowWhenThreeOfTenAreLeft() {
    assertThat(LeaseSize.isLow(4, 10)).isFalse();
    assertThat(LeaseSize.isLow(3, 10)).isTrue();
    assertThat(LeaseSize.isLow(1, 2)).isFalse();
    assertThat(LeaseSize.isLow(1, 4)).isTrue();
  }
}

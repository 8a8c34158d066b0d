package dev.coalmine.lab.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTests {

  private static final long SECOND = 1_000_000_000;

  @Test
  void letsBytesPassAtItsRate() {
    var bucket = new TokenBucket(1_000, 0);
    long passed = 0;
    for (int i = 0; i < 100; i++) {
      passed = bucket.reserve(50, passed);
    }
    assertThat(passed).isEqualTo(5 * SECOND);
  }

  @Test
  void savesUpNoMoreThanOnePiece() {
    var bucket = new TokenBucket(1_000, 0);
    long later = 3_600 * SECOND;

    assertThat(bucket.reserve(bucket.largestPiece(), later)).isLessThanOrEqualTo(later);
    assertThat(bucket.reserve(50, later)).isEqualTo(later + SECOND / 20);
  }

  @Test
  void tricklesByteByByteWhenItIsSlow() {
    var bucket = new TokenBucket(1, 0);

    assertThat(bucket.largestPiece()).isEqualTo(1);
    bucket.reserve(1, 0);
    assertThat(bucket.reserve(1, 0)).isGreaterThan(SECOND);
  }
}

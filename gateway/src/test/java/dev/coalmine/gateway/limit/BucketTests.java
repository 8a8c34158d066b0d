package dev.coalmine.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.gateway.limit.algorithm.Grant;
import org.junit.jupiter.api.Test;

class BucketTests {

  private static final long SECOND = 1_000_000;

  private final Bucket bucket = new Bucket();

  @Test
  void spendsThePermitsOfALeaseAndNoMore() {
    bucket.renewed(grant(3), 0, 0, SECOND);

    assertThat(bucket.spend(1)).isEqualTo(2);
    assertThat(bucket.spend(1)).isEqualTo(1);
    assertThat(bucket.spend(1)).isZero();
    assertThat(bucket.spend(1)).isEqualTo(-1);
  }

  @Test
  void losesThePermitsThatALeaseHasLeftAtItsEnd() {
    bucket.renewed(grant(3), 0, 0, SECOND);

    assertThat(bucket.spend(SECOND)).isEqualTo(-1);

    bucket.renewed(grant(2), SECOND, SECOND, SECOND);
    assertThat(bucket.spend(SECOND)).isEqualTo(1);
  }

  @Test
  void holdsNoMorePermitsThanALeaseHas() {
    long now = 0;
    for (int round = 0; round < 50; round++) {
      int wanted = bucket.wanted(now, SECOND, 10);
      bucket.renewed(grant(wanted), now, now, SECOND);
      assertThat(bucket.spend(now)).isBetween(0, 9);
      while (!bucket.shouldRenew(now) && bucket.spend(now) >= 0) {
        now += 100;
      }
    }
  }

  private static Grant grant(long permits) {
    return new Grant(permits, 100, 0, 0);
  }
}

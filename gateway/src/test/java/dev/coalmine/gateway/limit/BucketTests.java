package dev.coalmine.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.gateway.limit.algorithm.Grant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTests {

  private static final long SECOND = 1_000_000;
  private static final int SPENDERS = 4;

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

  @Test
  void spendsEachPermitOnceWhileItIsRenewed() throws Exception {
    var renewing = new AtomicBoolean(true);
    var spent = new LongAdder();
    try (var threads = Executors.newFixedThreadPool(SPENDERS)) {
      var spenders =
          IntStream.range(0, SPENDERS).mapToObj(_ -> threads.submit(() -> spend(renewing, spent)));
      var running = spenders.toList();
      long granted = 0;
      while (granted < 1_000_000) { // as a gateway: when few permits are left, or none
        if (!bucket.shouldRenew(0) && bucket.spend(0) >= 0) {
          spent.increment();
        } else {
          int wanted = bucket.wanted(0, SECOND, 1_000);
          bucket.renewed(grant(wanted), 0, 0, SECOND);
          granted += wanted;
        }
      }
      renewing.set(false);
      for (var spender : running) {
        spender.get();
      }

      assertThat(spent.sum()).isEqualTo(granted);
    }
  }

  /** Until there is none and none follows. */
  private void spend(AtomicBoolean renewing, LongAdder spent) {
    boolean last = false;
    while (true) {
      if (bucket.spend(0) >= 0) {
        spent.increment();
      } else if (last) {
        return;
      } else {
        last = !renewing.get();
      }
    }
  }

  private static Grant grant(long permits) {
    return new Grant(permits, 100, 0, 0);
  }
}

package dev.coalmine.gateway.limit;

import dev.coalmine.gateway.limit.algorithm.Gcra;
import dev.coalmine.gateway.limit.algorithm.Grant;
import dev.coalmine.gateway.limit.algorithm.LeaseSize;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway remembers of one key of a limit: permits of a lease, the last answer of Redis, and
 * its own share. Permits are spent by one compare-and-set; the rest is behind the lock of this
 * object. Times are microseconds of the limiter's clock.
 *
 * <p>A key never holds more permits than its limit's lease: a renewal asks for those that are
 * missing. Permits that are not spent when the lease ends, or when the key is forgotten, are lost.
 */
final class Bucket {

  private static final AtomicLongFieldUpdater<Bucket> LEASE =
      AtomicLongFieldUpdater.newUpdater(Bucket.class, "lease");

  /** The lower bits hold the permits that are left, the upper ones when the lease ends, in ms. */
  private static final int PERMIT_BITS = 12;

  private static final int PERMITS = (1 << PERMIT_BITS) - 1;

  private volatile long lease;
  private volatile int size = 1;
  private volatile long noneUntil = Long.MIN_VALUE;
  private volatile long remaining;
  private volatile long resetAt;

  private int held;
  private long takenAt = Long.MIN_VALUE / 2;
  private volatile @Nullable CompletableFuture<Void> pending;
  private @Nullable Gcra share;
  private int gateways;

  /** Spends a permit of the lease. Returns those that are left then, or -1 when there was none. */
  int spend(long now) {
    while (true) {
      long current = lease;
      int left = (int) current & PERMITS;
      if (left == 0 || current >> PERMIT_BITS <= now / 1_000) {
        return -1;
      }
      if (LEASE.compareAndSet(this, current, current - 1)) {
        return left - 1;
      }
    }
  }

  /** Until when there is no permit, as Redis said. */
  long noneUntil() {
    return noneUntil;
  }

  long remaining() {
    return remaining + (lease & PERMITS);
  }

  /** Microseconds until all permits are there again. */
  long reset(long now) {
    return Math.max(0, resetAt - now);
  }

  /** Keeps what Redis said of the permits that it has. */
  void note(Grant grant, long sent) {
    remaining = grant.remaining();
    resetAt = sent + grant.reset();
    noneUntil = grant.remaining() > 0 ? Long.MIN_VALUE : sent + grant.retryAfter();
  }

  /** Whether so few permits are left that more are asked for beside the requests. */
  boolean shouldRenew(long now) {
    int left = left(now);
    return left > 0 && LeaseSize.isLow(left, size) && noneUntil <= now && pending == null;
  }

  /**
   * Begins to renew the lease unless that is under way.
   *
   * @param mine completed when Redis has answered or failed to
   * @return the renewal that is under way, or none when the caller has to ask Redis
   */
  synchronized @Nullable CompletableFuture<Void> beginRenewal(CompletableFuture<Void> mine) {
    var other = pending;
    if (other == null) {
      pending = mine;
    }
    return other;
  }

  /**
   * How many permits to ask for, at least 1.
   *
   * @param longest time of a lease, in microseconds
   * @param most permits of a lease
   */
  synchronized int wanted(long now, long longest, int most) {
    int left = left(now);
    size = LeaseSize.next(size, Math.max(0, held - left), now - takenAt, longest, most);
    return Math.max(1, size - left);
  }

  /** Adds the permits that Redis granted; those of a lease that has ended meanwhile are lost. */
  synchronized void renewed(Grant grant, long sent, long now, long longest) {
    note(grant, sent);
    long ends = (sent + longest) / 1_000;
    while (true) {
      long current = lease;
      int left = left(now) + (int) grant.granted();
      if (LEASE.compareAndSet(this, current, ends << PERMIT_BITS | left)) {
        held = left;
        takenAt = sent;
        return;
      }
    }
  }

  synchronized void endRenewal() {
    pending = null;
  }

  private int left(long now) {
    long current = lease;
    return current >> PERMIT_BITS <= now / 1_000 ? 0 : (int) current & PERMITS;
  }

  /** Takes a permit of this gateway's own share. */
  synchronized Grant takeShare(Limit limit, int gateways, long now) {
    if (share == null) {
      share = limit.share(gateways);
    } else if (gateways != this.gateways) {
      share = limit.share(share, gateways);
    }
    this.gateways = gateways;
    return share.take(now, 1);
  }
}

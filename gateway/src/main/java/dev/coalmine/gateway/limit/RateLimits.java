package dev.coalmine.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.coalmine.gateway.limit.Decision.Source;
import dev.coalmine.gateway.limit.algorithm.Grant;
import dev.coalmine.gateway.limit.redis.LimitRedis;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is within a limit, with all gateways that share a Redis. A decision is
 * made at once when an earlier answer of Redis is enough for it, or when Redis does not answer;
 * otherwise Redis is asked, for at most the time limit.
 *
 * <p>Over any time T the gateways together admit at most burst + rate · T, and gateways · lease
 * more when permits are leased; a windowed limit admits what its algorithm says in the place of
 * burst + rate · T. A key that Redis has lost adds a full burst. Without Redis each gateway admits
 * its share of rate and burst: each outage adds at most one burst of all shares together, and one
 * of Redis, which refills meanwhile.
 */
public final class RateLimits implements AutoCloseable {

  /** Rules of policies that are no longer in force are forgotten beyond this many. */
  private static final int MOST_RULES = 1_000;

  private final @Nullable LimitRedis redis;
  private final IntSupplier gateways;
  private final MeterRegistry meters;
  private final LongSupplier clock;
  private final long timeLimit;
  private final long leaseTime;
  private final ConcurrentMap<LimitRule, Limit> limits = new ConcurrentHashMap<>();
  private final Cache<Key, Bucket> buckets;

  /**
   * @param redis none when limits are kept by fair share alone
   * @param gateways how many there are, at least 1
   * @param clock microseconds that never go back, such as {@code System.nanoTime() / 1000}
   */
  public RateLimits(
      LimitSettings settings,
      @Nullable LimitRedis redis,
      IntSupplier gateways,
      MeterRegistry meters,
      LongSupplier clock) {
    this.redis = redis;
    this.gateways = gateways;
    this.meters = meters;
    this.clock = clock;
    this.timeLimit = settings.timeLimit().toNanos() / 1_000;
    this.leaseTime = settings.leaseTime().toNanos() / 1_000;
    this.buckets =
        Caffeine.newBuilder().maximumSize(settings.keys()).executor(Runnable::run).build();
    meters.gauge("gateway.limit.keys", buckets, Cache::estimatedSize);
  }

  /** The decision, or none when Redis has to be asked for it. */
  public @Nullable Decision decide(LimitRule rule, Subject subject) {
    var limit = limit(rule);
    var bucket = bucket(limit, subject);
    long now = clock.getAsLong();
    var known = known(limit, bucket, now, Source.LEASE);
    if (known != null) {
      if (known.outcome() == Decision.Outcome.ADMITTED) {
        renewEarly(limit, subject, bucket, now);
      }
      return known;
    }
    return redis == null || !redis.available() ? byShare(limit, bucket, now) : null;
  }

  /** Asks Redis. The answer is there within the time limit, and never fails. */
  public CompletableFuture<Decision> ask(LimitRule rule, Subject subject) {
    var limit = limit(rule);
    var bucket = bucket(limit, subject);
    long now = clock.getAsLong();
    return limit.leased()
        ? askForLease(limit, subject, bucket, now)
        : askForOne(limit, subject, bucket, now, timeLimit);
  }

  /** Decides by a permit of the lease or a refusal that still holds, if there is one. */
  private static @Nullable Decision known(Limit limit, Bucket bucket, long now, Source source) {
    if (limit.leased()) {
      int left = bucket.spend(now);
      if (left >= 0) {
        return limit.decide(true, source, bucket.remaining(), 0, bucket.reset(now));
      }
    }
    long wait = bucket.noneUntil() - now;
    return bucket.noneUntil() > now
        ? limit.decide(false, source, 0, wait, bucket.reset(now))
        : null;
  }

  private Decision byShare(Limit limit, Bucket bucket, long now) {
    var grant = bucket.takeShare(limit, Math.max(1, gateways.getAsInt()), now);
    return limit.decide(
        grant.granted() > 0, Source.LOCAL, grant.remaining(), grant.retryAfter(), grant.reset());
  }

  private CompletableFuture<Decision> askForOne(
      Limit limit, Subject subject, Bucket bucket, long now, long microsLeft) {
    return take(limit, subject, 1, microsLeft)
        .handle(
            (grant, failure) -> {
              if (failure != null) {
                return byShare(limit, bucket, clock.getAsLong());
              }
              bucket.note(grant, now);
              return limit.decide(
                  grant.granted() > 0,
                  Source.REDIS,
                  grant.remaining(),
                  grant.retryAfter(),
                  grant.reset());
            });
  }

  /**
   * Waits for a lease, which one of the requests asks for. A request that gets no permit of it asks
   * for one of its own within the rest of its time.
   */
  private CompletableFuture<Decision> askForLease(
      Limit limit, Subject subject, Bucket bucket, long now) {
    return renewal(limit, subject, bucket, now)
        .handle(
            (_, failure) -> {
              long then = clock.getAsLong();
              var known = known(limit, bucket, then, Source.REDIS);
              if (known != null) {
                return CompletableFuture.completedFuture(known);
              }
              long left = timeLimit - (then - now);
              return failure == null && left > 0
                  ? askForOne(limit, subject, bucket, then, left)
                  : CompletableFuture.completedFuture(byShare(limit, bucket, then));
            })
        .thenCompose(decision -> decision);
  }

  private void renewEarly(Limit limit, Subject subject, Bucket bucket, long now) {
    if (bucket.shouldRenew(now) && redis != null && redis.available()) {
      renewal(limit, subject, bucket, now);
    }
  }

  /** Returns the renewal that is under way, or begins one. */
  private CompletableFuture<Void> renewal(Limit limit, Subject subject, Bucket bucket, long now) {
    var mine = new CompletableFuture<Void>();
    var other = bucket.beginRenewal(mine);
    if (other != null) {
      return other;
    }
    int wanted = bucket.wanted(now, leaseTime, limit.rule().lease());
    take(limit, subject, wanted, timeLimit)
        .whenComplete(
            (grant, failure) -> {
              if (failure == null) {
                bucket.renewed(grant, now, clock.getAsLong(), leaseTime);
              }
              bucket.endRenewal();
              if (failure == null) {
                mine.complete(null);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }

  private CompletableFuture<Grant> take(Limit limit, Subject subject, int wanted, long micros) {
    return redis == null
        ? CompletableFuture.failedFuture(new IllegalStateException("there is no Redis"))
        : redis.take(limit.script(), limit.key(subject), limit.arguments(), wanted, micros * 1_000);
  }

  private Limit limit(LimitRule rule) {
    var known = limits.get(rule);
    if (known != null) {
      return known;
    }
    if (limits.size() >= MOST_RULES) {
      limits.clear();
    }
    return limits.computeIfAbsent(rule, it -> new Limit(it, meters));
  }

  private Bucket bucket(Limit limit, Subject subject) {
    var key = new Key(limit, subject);
    var known = buckets.getIfPresent(key);
    return known != null ? known : buckets.get(key, _ -> new Bucket());
  }

  @Override
  public void close() {
    if (redis != null) {
      redis.close();
    }
  }

  /** How many keys are remembered, when what is superfluous has been forgotten. */
  long keys() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private record Key(Limit limit, Subject subject) {}
}

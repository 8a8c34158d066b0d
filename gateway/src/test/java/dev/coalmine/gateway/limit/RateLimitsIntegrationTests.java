package dev.coalmine.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.gateway.limit.Decision.Outcome;
import dev.coalmine.gateway.limit.Decision.Source;
import dev.coalmine.gateway.limit.algorithm.Grant;
import dev.coalmine.gateway.limit.redis.LimitRedis;
import dev.coalmine.gateway.limit.redis.Script;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits over a real Redis that is killed, frozen, emptied and restarted. */
class RateLimitsIntegrationTests {

  private static final Subject ANN = Subject.customer("ann");

  private static TestRedis redis;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<RateLimits> gateways = new ArrayList<>();
  private final AtomicInteger known = new AtomicInteger(1);

  @BeforeAll
  static void start() throws Exception {
    redis = new TestRedis();
  }

  @AfterAll
  static void stop() throws Exception {
    redis.close();
  }

  @AfterEach
  void close() {
    gateways.forEach(RateLimits::close);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void admitsExactlyThePermitsOfALimitThatAllGatewaysShare(Algorithm algorithm) {
    var all = List.of(gateway(), gateway(), gateway());
    var rule = rule(algorithm, 60, Duration.ofHours(5), 60, 1);

    int admitted = 0;
    for (int i = 0; i < 150; i++) {
      admitted += decide(all.get(i % 3), rule).outcome() == Outcome.ADMITTED ? 1 : 0;
    }

    assertThat(admitted).isEqualTo(60);
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void admitsNoMoreByLeasesThanOneForEachGateway(Algorithm algorithm) {
    var all = List.of(gateway(), gateway(), gateway());
    var rule = rule(algorithm, 200, Duration.ofHours(5), 200, 10);

    int admitted = 0;
    var wasteful = 0;
    for (int i = 0; i < 900; i++) {
      var decision = decide(all.get(i % 3), rule);
      admitted += decision.outcome() == Outcome.ADMITTED ? 1 : 0;
      wasteful += decision.source() == Source.REDIS ? 1 : 0;
    }

    // each lease is taken before it is spent; what another gateway holds at the end is not
    assertThat(admitted).isBetween(200 - 2 * 10, 200);
    assertThat(wasteful).as("requests that waited for Redis").isLessThan(60);
  }

  @Test
  void asksRedisOnceForManyPermitsOfAHotKey() {
    var gateway = gateway();
    var rule = rule(Algorithm.GCRA, 100_000, Duration.ofHours(1), 100_000, 100);
    long before = calls();

    for (int i = 0; i < 5_000; i++) {
      assertThat(decide(gateway, rule).outcome()).isEqualTo(Outcome.ADMITTED);
    }

    assertThat(calls() - before).isBetween(40L, 400L);
  }

  @Test
  void remembersARefusalSoThatItCostsRedisNothing() {
    var gateway = gateway();
    var rule = rule(Algorithm.GCRA, 1, Duration.ofHours(1), 1, 1);
    assertThat(decide(gateway, rule).outcome()).isEqualTo(Outcome.ADMITTED);
    long before = calls();

    for (int i = 0; i < 1_000; i++) {
      var decision = gateway.decide(rule, ANN);
      assertThat(decision).isNotNull();
      assertThat(decision.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(decision.source()).isEqualTo(Source.LEASE);
      assertThat(decision.retryAfter()).isPositive();
    }

    assertThat(calls()).isEqualTo(before);
  }

  @Test
  void countsAndRefusesNone() {
    var gateway = gateway();
    var rule =
        new LimitRule(
            name(), LimitKey.CUSTOMER, Algorithm.GCRA, 1, Duration.ofHours(1), 1, 1, Mode.COUNT);

    assertThat(decide(gateway, rule).outcome()).isEqualTo(Outcome.ADMITTED);
    assertThat(decide(gateway, rule).outcome()).isEqualTo(Outcome.COUNTED);
    assertThat(count("counted")).isEqualTo(1);
  }

  @Test
  void beginsAnewWhenTheRuleChanges() {
    var gateway = gateway();
    var name = name();
    var before = rule(name, Algorithm.GCRA, 1, Duration.ofHours(1), 1, 1);
    decide(gateway, before);
    assertThat(decide(gateway, before).refused()).isTrue();

    var after = rule(name, Algorithm.GCRA, 2, Duration.ofHours(1), 1, 1);

    assertThat(decide(gateway, after).refused()).isFalse();
  }

  @Test
  void admitsTheFairShareWhileRedisIsKilledAndGoesBackToItThen() throws Exception {
    known.set(4);
    var gateway = gateway();
    var rule = rule(Algorithm.GCRA, 40, Duration.ofHours(10), 40, 1);
    assertThat(decide(gateway, rule).source()).isEqualTo(Source.REDIS);

    redis.kill();
    try {
      await().until(() -> decide(gateway, rule).source() == Source.LOCAL);
      int admitted = 1;
      for (int i = 0; i < 100; i++) {
        var decision = gateway.decide(rule, ANN);
        assertThat(decision).as("no request waits for a dead Redis").isNotNull();
        admitted += decision.outcome() == Outcome.ADMITTED ? 1 : 0;
      }
      assertThat(admitted).isEqualTo(40 / 4);
    } finally {
      redis.restart();
    }

    await().until(() -> decide(gateway, rule).source() == Source.REDIS);
  }

  @Test
  void letsNoRequestWaitForAFrozenRedisButTheFirst() throws Exception {
    var gateway = gateway();
    var rule = rule(Algorithm.GCRA, 1_000, Duration.ofHours(1), 1_000, 1);
    decide(gateway, rule);

    redis.freeze();
    try {
      var first = gateway.ask(rule, ANN).get(10, TimeUnit.SECONDS);
      assertThat(first.source()).isEqualTo(Source.LOCAL);
      assertThat(first.outcome()).isEqualTo(Outcome.ADMITTED);
      for (int i = 0; i < 1_000; i++) {
        assertThat(gateway.decide(rule, ANN)).isNotNull().returns(Source.LOCAL, Decision::source);
      }
      assertThat(meters.timer("gateway.limit.redis", "outcome", "timeout").count()).isEqualTo(1);
    } finally {
      redis.thaw();
    }

    await().until(() -> decide(gateway, rule).source() == Source.REDIS);
  }

  @Test
  void keepsItsConnectionWhenACallerHasLittleTimeLeft() throws Exception {
    try (var connection = connection(Duration.ofSeconds(10))) {
      redis.freeze();
      try {
        assertThat(take(connection, Duration.ofMillis(1)))
            .failsWithin(Duration.ofSeconds(5))
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(TimeoutException.class);
        assertThat(connection.available()).isTrue();
      } finally {
        redis.thaw();
      }
      assertThat(take(connection, Duration.ofSeconds(10))).succeedsWithin(Duration.ofSeconds(5));
    }
  }

  @Test
  void endsItsConnectionWhenAnAnswerTakesTheWholeTimeLimit() throws Exception {
    try (var connection = connection(Duration.ofMillis(500))) {
      redis.freeze();
      try {
        assertThat(take(connection, Duration.ofMillis(1))).failsWithin(Duration.ofSeconds(5));
        await().until(() -> !connection.available());
      } finally {
        redis.thaw();
      }
      await().until(connection::available);
    }
  }

  private LimitRedis connection(Duration timeLimit) {
    var connection =
        new LimitRedis("127.0.0.1", redis.port(), "", timeLimit, Duration.ofMillis(100), meters);
    await().until(connection::available);
    return connection;
  }

  private static CompletableFuture<Grant> take(LimitRedis connection, Duration limit) {
    var rule = List.of("1000", "1000000", "1000");
    return connection.take(Script.named("gcra"), name(), rule, 1, limit.toNanos());
  }

  @Test
  void spendsTheRestOfItsLeaseWithoutRedis() throws Exception {
    known.set(1_000);
    var gateway = gateway(Duration.ofSeconds(10));
    var rule = rule(Algorithm.GCRA, 1_000, Duration.ofHours(1), 1_000, 100);
    growLease(gateway, rule);

    redis.kill();
    try {
      int spent = 0;
      Decision last = decide(gateway, rule);
      while (last.source() == Source.LEASE) {
        spent++;
        last = decide(gateway, rule);
      }
      assertThat(spent).isBetween(30, 100);
      assertThat(last.source()).isEqualTo(Source.LOCAL);
      assertThat(decide(gateway, rule).refused()).isTrue();
    } finally {
      redis.restart();
    }
  }

  /** Until the lease is as large as it may be, and has just been renewed. */
  private void growLease(RateLimits gateway, LimitRule rule) {
    for (int i = 0; i < 300; i++) {
      assertThat(decide(gateway, rule).refused()).isFalse();
    }
    var answers = meters.timer("gateway.limit.redis", "outcome", "ok");
    long before = answers.count();
    while (answers.count() == before) {
      assertThat(decide(gateway, rule).refused()).isFalse();
    }
  }

  @Test
  void loadsItsScriptsAgainWhenRedisHasForgottenThem() {
    var gateway = gateway();
    var rule = rule(Algorithm.SLIDING_COUNTER, 10, Duration.ofHours(1), 10, 1);
    decide(gateway, rule);

    redis.ask(commands -> commands.scriptFlush());

    assertThat(decide(gateway, rule).source()).isEqualTo(Source.REDIS);
    assertThat(meters.timer("gateway.limit.redis", "outcome", "error").count()).isZero();
  }

  @Test
  void givesAFullBurstOnceMoreWhenRedisLosesAKey() {
    var gateway = gateway();
    var rule = rule(Algorithm.GCRA, 5, Duration.ofHours(10), 5, 1);
    for (int i = 0; i < 4; i++) {
      assertThat(decide(gateway, rule).refused()).isFalse();
    }

    redis.ask(commands -> commands.flushall());

    int admitted = 4;
    for (int i = 0; i < 20; i++) {
      admitted += decide(gateway, rule).refused() ? 0 : 1;
    }
    assertThat(admitted).isEqualTo(4 + 5);
  }

  @Test
  void holdsLimitsByFairShareWhenThereIsNoRedis() {
    var gateway =
        new RateLimits(settings(Duration.ofSeconds(1)), null, known::get, meters, this::now);
    known.set(2);
    var rule = rule(Algorithm.FIXED_WINDOW, 10, Duration.ofHours(10), 10, 5);

    int admitted = 0;
    for (int i = 0; i < 50; i++) {
      var decision = gateway.decide(rule, ANN);
      assertThat(decision.source()).isEqualTo(Source.LOCAL);
      admitted += decision.refused() ? 0 : 1;
    }

    assertThat(admitted).isEqualTo(5);
  }

  @Test
  void remembersABoundedNumberOfAMillionAddresses() throws Exception {
    var gateway =
        new RateLimits(settings(Duration.ofSeconds(1)), null, known::get, meters, this::now);
    var rule =
        new LimitRule(
            name(), LimitKey.ADDRESS, Algorithm.GCRA, 1, Duration.ofHours(1), 1, 1, Mode.ENFORCE);

    for (int i = 0; i < 1_000_000; i++) {
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      assertThat(gateway.decide(rule, Subject.address(InetAddress.getByAddress(address))).refused())
          .isFalse();
    }

    assertThat(gateway.keys()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void usesNoIoUring() {
    gateway();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .anyMatch(name -> name.startsWith("lettuce-"))
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("uring"));
  }

  private RateLimits gateway() {
    return gateway(Duration.ofSeconds(10));
  }

  /** One that has reached Redis. */
  private RateLimits gateway(Duration leaseTime) {
    var settings = settings(leaseTime);
    var connection =
        new LimitRedis(
            "127.0.0.1", redis.port(), "", settings.timeLimit(), settings.pause(), meters);
    var gateway = new RateLimits(settings, connection, known::get, meters, this::now);
    gateways.add(gateway);
    await().until(connection::available);
    return gateway;
  }

  /** A time limit that a busy machine keeps; that of a frozen Redis is waited for once. */
  private static LimitSettings settings(Duration leaseTime) {
    return new LimitSettings(
        new LimitSettings.Redis("", 6379, ""),
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        leaseTime,
        1_000);
  }

  private long now() {
    return System.nanoTime() / 1_000;
  }

  private static Decision decide(RateLimits gateway, LimitRule rule) {
    var decision = gateway.decide(rule, ANN);
    return decision != null ? decision : gateway.ask(rule, ANN).join();
  }

  private double count(String decision) {
    return meters.find("gateway.limit.decisions").tag("decision", decision).counters().stream()
        .mapToDouble(io.micrometer.core.instrument.Counter::count)
        .sum();
  }

  /** Calls of scripts that Redis has seen. */
  private static long calls() {
    var stats = redis.ask(commands -> commands.info("commandstats"));
    return stats
        .lines()
        .filter(line -> line.startsWith("cmdstat_evalsha:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=(\\d+),.*", "$1")))
        .sum();
  }

  private static String name() {
    return "limit-" + UUID.randomUUID();
  }

  private static LimitRule rule(
      Algorithm algorithm, long permits, Duration period, long burst, int lease) {
    return rule(name(), algorithm, permits, period, burst, lease);
  }

  private static LimitRule rule(
      String name, Algorithm algorithm, long permits, Duration period, long burst, int lease) {
    return new LimitRule(
        name, LimitKey.CUSTOMER, algorithm, permits, period, burst, lease, Mode.ENFORCE);
  }
}

package dev.coalmine.gateway.limit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.gateway.limit.Arrivals;
import dev.coalmine.gateway.limit.TestRedis;
import dev.coalmine.gateway.limit.algorithm.FixedWindow;
import dev.coalmine.gateway.limit.algorithm.Gcra;
import dev.coalmine.gateway.limit.algorithm.Limiter;
import dev.coalmine.gateway.limit.algorithm.SlidingCounter;
import dev.coalmine.gateway.limit.algorithm.SlidingLog;
import dev.coalmine.gateway.limit.algorithm.TokenBucket;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each Lua script against the Java of the same algorithm, on a real Redis. */
class ScriptTests {

  private static final Arrivals ARRIVALS = Arrivals.seeded("ScriptTests");
  private static final int RULES = 6;
  private static final int STEPS = 300;

  /** Long against the test, because Redis forgets keys by its own clock. */
  private static final long LEAST_INTERVAL = 600_000_000L;

  private static TestRedis redis;
  private static RedisClient client;
  private static RedisCommands<String, String> commands;

  @BeforeAll
  static void start() throws Exception {
    redis = new TestRedis();
    client = RedisClient.create(RedisURI.create("127.0.0.1", redis.port()));
    commands = client.connect().sync();
  }

  @AfterAll
  static void stop() throws Exception {
    client.shutdown();
    redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcra", "token-bucket", "fixed-window", "sliding-log", "sliding-counter"})
  void decidesAsTheJavaDoes(String name) {
    for (int i = 0; i < RULES; i++) {
      int permits = ARRIVALS.upTo(30);
      long period = permits * ARRIVALS.anyTime(LEAST_INTERVAL, 4 * LEAST_INTERVAL) + i;
      int burst = ARRIVALS.upTo(40);
      compare(name, permits, period, burst);
    }
  }

  private static void compare(String name, int permits, long period, int burst) {
    var model = model(name, permits, period, burst);
    var key = UUID.randomUUID().toString();
    long now = ARRIVALS.anyTime(1_700_000_000_000_000L, 1_800_000_000_000_000L);
    for (int step = 0; step < STEPS; step++) {
      now += ARRIVALS.pause(period, permits);
      int wanted = ARRIVALS.upTo(step % 3 == 0 ? 12 : 1);

      var expected = model.take(now, wanted);

      assertThat(run(name, key, permits, period, burst, wanted, now))
          .as("%s, %d per %d us, burst %d: step %d at %d", name, permits, period, burst, step, now)
          .containsExactly(
              expected.granted(), expected.remaining(), expected.retryAfter(), expected.reset());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcra", "token-bucket", "fixed-window", "sliding-log", "sliding-counter"})
  void keepsAKeyUntilItIsFullAndForTwoWindowsAtMost(String name) {
    for (int i = 0; i < 20; i++) {
      long period = 100_000L * ARRIVALS.upTo(600);
      var key = UUID.randomUUID().toString();

      var answer = run(name, key, 10, period, 20, ARRIVALS.upTo(15));

      long window = name.equals("gcra") || name.equals("token-bucket") ? period * 2 : period;
      assertThat(commands.pttl(key))
          .isGreaterThanOrEqualTo(answer.get(3) / 1_000 - 50)
          .isBetween(1L, 2 * window / 1_000 + 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcra", "token-bucket", "fixed-window", "sliding-log", "sliding-counter"})
  void takesItsTimeFromRedis(String name) {
    var key = UUID.randomUUID().toString();

    assertThat(run(name, key, 1, 86_400_000_000L, 1, 1).getFirst()).isEqualTo(1);
    assertThat(run(name, key, 1, 86_400_000_000L, 1, 1).getFirst()).isZero();
    assertThat(run(name, key, 1, 86_400_000_000L, 1, 1).get(2)).isPositive();
  }

  private static Limiter model(String name, int permits, long period, int burst) {
    return switch (name) {
      case "gcra" -> new Gcra(permits, period, burst);
      case "token-bucket" -> new TokenBucket(permits, period, burst);
      case "fixed-window" -> new FixedWindow(permits, period);
      case "sliding-log" -> new SlidingLog(permits, period);
      case "sliding-counter" -> new SlidingCounter(permits, period);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static List<Long> run(
      String name, String key, long permits, long period, long burst, long wanted, long... now) {
    var arguments = new java.util.ArrayList<String>();
    for (long argument : new long[] {permits, period, burst, wanted}) {
      arguments.add(Long.toString(argument));
    }
    for (long time : now) {
      arguments.add(Long.toString(time));
    }
    return commands.eval(
        Script.named(name).text(),
        ScriptOutputType.MULTI,
        new String[] {key},
        arguments.toArray(String[]::new));
  }
}

package dev.coalmine.gateway.limit.redis;

import dev.coalmine.gateway.limit.algorithm.Grant;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, which no request waits for. The connection is the circuit: it ends when an answer
 * takes the whole time limit or the connection breaks, and with it all that wait for an answer; a
 * new connection is tried beside the requests, one at a time with a pause between, and serves only
 * when a first round trip was in time. The pause doubles each time a connection is lost soon after
 * it began to serve, so that a slow Redis does not make requests wait again and again.
 */
public final class LimitRedis implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LimitRedis.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

  private static final long TELL_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  /** Commands that may wait for their answers; further ones are refused. */
  private static final int MOST_WAITING = 10_000;

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI uri;
  private final long timeLimitNanos;
  private final long pauseNanos;
  private final Backoff backoff;
  private final Timer ok;
  private final Timer late;
  private final Timer failed;
  private final AtomicBoolean connecting = new AtomicBoolean();
  private final AtomicReference<@Nullable StatefulRedisConnection<String, String>> connection =
      new AtomicReference<>();
  private volatile long nextAttempt = System.nanoTime();
  private volatile boolean lost;
  private volatile long toldAt;
  private volatile boolean closed;

  /**
   * @param password empty when Redis wants none
   * @param timeLimit of an answer, also of the first one, which shows that a new connection serves
   * @param pause between two attempts to connect, at first
   */
  public LimitRedis(
      String host,
      int port,
      String password,
      Duration timeLimit,
      Duration pause,
      MeterRegistry meters) {
    resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_WAITING)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_LIMIT).build())
            .build());
    var address = RedisURI.builder().withHost(host).withPort(port).withTimeout(CONNECT_LIMIT);
    uri =
        password.isEmpty() ? address.build() : address.withPassword(password.toCharArray()).build();
    timeLimitNanos = timeLimit.toNanos();
    pauseNanos = pause.toNanos();
    backoff = new Backoff(pauseNanos);
    ok = meters.timer("gateway.limit.redis", "outcome", "ok");
    late = meters.timer("gateway.limit.redis", "outcome", "timeout");
    failed = meters.timer("gateway.limit.redis", "outcome", "error");
    connect();
  }

  /** Whether Redis can be asked now; when not, and the pause is over, a connection is tried. */
  public boolean available() {
    if (connection.get() != null) {
      return true;
    }
    connect();
    return false;
  }

  /**
   * Runs the script. The answer fails at the latest when the time is over. The connection ends only
   * when Redis takes the whole time limit, however little of it this caller has left.
   *
   * @param arguments of the limit: permits, period and burst
   * @param limitNanos how long the caller waits, at most the time limit
   */
  public CompletableFuture<Grant> take(
      Script script, String key, List<String> arguments, int wanted, long limitNanos) {
    var connected = connection.get();
    if (connected == null) {
      return CompletableFuture.failedFuture(new IllegalStateException("Redis is away"));
    }
    long start = System.nanoTime();
    var values = new String[arguments.size() + 1];
    arguments.toArray(values);
    values[arguments.size()] = Integer.toString(wanted);
    var answer =
        run(connected, script, key, values)
            .orTimeout(timeLimitNanos, TimeUnit.NANOSECONDS)
            .whenComplete((_, failure) -> note(connected, System.nanoTime() - start, failure))
            .thenApply(LimitRedis::grant);
    return limitNanos < timeLimitNanos
        ? answer.copy().orTimeout(limitNanos, TimeUnit.NANOSECONDS)
        : answer;
  }

  private static CompletableFuture<List<Long>> run(
      StatefulRedisConnection<String, String> connected,
      Script script,
      String key,
      String[] values) {
    var keys = new String[] {key};
    try {
      return connected
          .async()
          .<List<Long>>evalsha(script.sha(), ScriptOutputType.MULTI, keys, values)
          .toCompletableFuture()
          .exceptionallyCompose(
              failure ->
                  cause(failure) instanceof RedisNoScriptException
                      ? connected.async().eval(script.text(), ScriptOutputType.MULTI, keys, values)
                      : CompletableFuture.failedFuture(failure));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Grant grant(List<Long> answer) {
    return new Grant(answer.get(0), answer.get(1), answer.get(2), answer.get(3));
  }

  private void note(
      StatefulRedisConnection<String, String> used, long nanos, @Nullable Throwable failure) {
    if (failure == null) {
      ok.record(nanos, TimeUnit.NANOSECONDS);
      if (lost) {
        tellFound();
      }
      return;
    }
    boolean timeout = cause(failure) instanceof TimeoutException;
    (timeout ? late : failed).record(nanos, TimeUnit.NANOSECONDS);
    if (cause(failure) instanceof RedisCommandExecutionException) {
      tellLost(cause(failure).getMessage()); // an answer, and in time: the connection is good
    } else if (connection.compareAndSet(used, null)) {
      long now = System.nanoTime();
      backoff.lost(now);
      nextAttempt = now + backoff.pause();
      used.closeAsync();
      tellLost(timeout ? "no answer in time" : cause(failure).getMessage());
    }
  }

  /** A Redis that comes and goes is told of now and then. */
  private void tellLost(@Nullable String reason) {
    long now = System.nanoTime();
    if (!closed && (!lost || now - toldAt > TELL_AGAIN_NANOS)) {
      lost = true;
      toldAt = now;
      log.warn("Redis for limits does not serve ({}): each gateway admits its fair share", reason);
    }
  }

  private void tellFound() {
    long now = System.nanoTime();
    if (lost && now - toldAt > pauseNanos) {
      lost = false;
      log.info("Redis for limits serves again");
    }
  }

  private void connect() {
    long now = System.nanoTime();
    if (closed || now - nextAttempt < 0 || !connecting.compareAndSet(false, true)) {
      return;
    }
    nextAttempt = now + backoff.pause();
    client
        .connectAsync(StringCodec.UTF8, uri)
        .whenComplete(
            (connected, failure) -> {
              if (connected == null) {
                tellLost(cause(failure).getMessage());
                connecting.set(false);
              } else {
                probe(connected);
              }
            });
  }

  private void probe(StatefulRedisConnection<String, String> connected) {
    ping(connected)
        .orTimeout(timeLimitNanos, TimeUnit.NANOSECONDS)
        .whenComplete(
            (_, failure) -> {
              if (failure == null && !closed) {
                backoff.serves(System.nanoTime());
                connection.set(connected);
              } else {
                connected.closeAsync();
                tellLost("no answer in time");
              }
              nextAttempt = System.nanoTime() + backoff.pause();
              connecting.set(false);
            });
  }

  private static CompletableFuture<String> ping(StatefulRedisConnection<String, String> connected) {
    try {
      return connected.async().ping().toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @Override
  public void close() {
    closed = true;
    CompletionStage<Void> ended = client.shutdownAsync(0, 1, TimeUnit.SECONDS);
    ended.whenComplete((_, _) -> resources.shutdown(0, 1, TimeUnit.SECONDS));
  }
}

package dev.coalmine.order.view;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * One connection that no request waits for: it is made beside the requests, and without it every
 * command fails at once. A Redis that is there but slow costs a request the timeout; after a few of
 * those the breaker leaves it alone for a while and the connection is made anew.
 */
class Redis implements DisposableBean {

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI uri;
  private final Duration timeout;
  private final CircuitBreaker breaker;
  private final AtomicBoolean connecting = new AtomicBoolean();
  private final AtomicReference<StatefulRedisConnection<String, String>> connection =
      new AtomicReference<>();
  private final Counter failures;

  Redis(String host, int port, ViewSettings settings, MeterRegistry meters) {
    this.failures = meters.counter("view.failures");
    this.resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    this.client = RedisClient.create(resources);
    this.client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(10_000)
            .socketOptions(SocketOptions.builder().connectTimeout(CONNECT_LIMIT).build())
            .build());
    this.uri = RedisURI.builder().withHost(host).withPort(port).withTimeout(CONNECT_LIMIT).build();
    this.timeout = settings.timeout();
    this.breaker =
        CircuitBreaker.of(
            "redis",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> {
              if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                drop();
              }
            });
  }

  /** The command's result within the timeout; empty when there is none or it failed. */
  <T> Optional<T> ask(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
    try {
      return Optional.ofNullable(send(command).join());
    } catch (CompletionException | CancellationException e) {
      return Optional.empty(); // the breaker has counted it
    }
  }

  /** Sends the command and waits for nothing. */
  <T> void tell(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
    send(command);
  }

  private <T> CompletableFuture<T> send(
      Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
    if (!breaker.tryAcquirePermission()) {
      return CompletableFuture.completedFuture(null);
    }
    long start = System.nanoTime();
    return attempt(command)
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((_, failure) -> note(System.nanoTime() - start, failure));
  }

  private void note(long nanos, @Nullable Throwable failure) {
    if (failure == null) {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    } else {
      failures.increment();
      breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }
  }

  private <T> CompletableFuture<T> attempt(
      Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
    var connected = connection.get();
    if (connected == null) {
      connect();
      return CompletableFuture.failedFuture(new IllegalStateException("not connected yet"));
    }
    try {
      return command.apply(connected.async()).toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Starts a connection unless one is being made. */
  private void connect() {
    if (connecting.compareAndSet(false, true)) {
      client
          .connectAsync(StringCodec.UTF8, uri)
          .whenComplete(
              (connected, _) -> {
                connection.set(connected);
                connecting.set(false);
              });
    }
  }

  /** One that keeps failing may be half dead, and TCP would take minutes to say so. */
  private void drop() {
    var failing = connection.getAndSet(null);
    if (failing != null) {
      failing.closeAsync();
    }
    connect();
  }

  @Override
  public void destroy() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    resources.shutdown(0, 1, TimeUnit.SECONDS);
  }
}

package dev.coalmine.gateway.instance;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.problem.Failure;
import dev.coalmine.gateway.problem.Problem;
import dev.coalmine.gateway.route.RoutePolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * {@code gateway.attempts} by route, service and outcome, from the choice of the instance to the
 * head of its answer or to the failure: a second attempt must not hide how the first one ended.
 * Without an answer the outcome is {@code unreachable}, {@code broken-off}, {@code too-slow},
 * {@code cancelled} when the client has left, {@code refused} when the gateway refused the
 * request's body while it arrived, or {@code failed}.
 */
@Component
public class AttemptFilter implements RouteFilter {

  private static final String ATTRIBUTE = AttemptFilter.class.getName();

  private final MeterRegistry meters;
  private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();

  AttemptFilter(MeterRegistry meters) {
    this.meters = meters;
  }

  /** How often an instance was asked for this request. */
  public static int attempts(ServerWebExchange exchange) {
    return exchange.getAttributeOrDefault(ATTRIBUTE, 0);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    exchange.getAttributes().put(ATTRIBUTE, attempts(exchange) + 1);
    var attempt = new Attempt(exchange);
    return chain.filter(exchange).doOnError(attempt::failed).doFinally(attempt::ended);
  }

  private void record(ServerWebExchange exchange, String outcome, long nanos) {
    var policy = RoutePolicy.of(exchange);
    timers
        .computeIfAbsent(new Kind(policy.name(), policy.service(), outcome), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    return Timer.builder("gateway.attempts")
        .tag("route", kind.route)
        .tag("service", kind.service)
        .tag("outcome", kind.outcome)
        .register(meters);
  }

  static String outcome(int status) {
    return switch (status / 100) {
      case 2 -> "2xx";
      case 3 -> "3xx";
      case 4 -> "4xx";
      default -> "5xx";
    };
  }

  /**
   * How an attempt ended without an answer. A problem was found in the request's body while it was
   * sent; anything that is not known is a failure.
   */
  static String outcome(Throwable failure) {
    if (failure instanceof ResponseStatusException answer
        && answer.getStatusCode() == HttpStatus.GATEWAY_TIMEOUT) {
      return "too-slow";
    }
    return switch (Failure.of(failure)) {
      case UNREACHABLE -> "unreachable";
      case BROKEN_OFF -> "broken-off";
      case OTHER -> failure instanceof Problem ? "refused" : "failed";
    };
  }

  @Override
  public int getOrder() {
    return FilterOrder.ATTEMPT.order();
  }

  private final class Attempt {

    private final ServerWebExchange exchange;
    private final long start = System.nanoTime();
    private @Nullable Throwable failure;

    Attempt(ServerWebExchange exchange) {
      this.exchange = exchange;
    }

    void failed(Throwable failure) {
      this.failure = failure;
    }

    void ended(SignalType end) {
      record(exchange, outcome(end), System.nanoTime() - start);
    }

    private String outcome(SignalType end) {
      if (failure != null) {
        return AttemptFilter.outcome(failure);
      }
      var status = exchange.getResponse().getStatusCode();
      if (end == SignalType.CANCEL) {
        return "cancelled";
      }
      return status == null ? "failed" : AttemptFilter.outcome(status.value());
    }
  }

  private record Kind(String route, String service, String outcome) {}
}

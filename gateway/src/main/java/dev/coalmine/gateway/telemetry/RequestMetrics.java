package dev.coalmine.gateway.telemetry;

import dev.coalmine.gateway.route.RoutePolicy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * {@code gateway.requests} by route, method and status (499: the caller left). A look-up in our own
 * map instead of the registry's keeps the tags from being built per request.
 */
@Component
class RequestMetrics {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry meters;
  private final ConcurrentMap<Kind, Timer> timers = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * @param nanos from the arrival of the head to the end of the answer
   */
  void record(ServerWebExchange exchange, int status, long nanos) {
    var kind = new Kind(RoutePolicy.name(exchange), method(exchange), status);
    timers.computeIfAbsent(kind, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A made-up method must not make a new time series. */
  private static String method(ServerWebExchange exchange) {
    var method = exchange.getRequest().getMethod().name();
    return switch (method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
      default -> "OTHER";
    };
  }

  private Timer timer(Kind kind) {
    return Timer.builder("gateway.requests")
        .tag("route", kind.route)
        .tag("method", kind.method)
        .tag("status", String.valueOf(kind.status))
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }

  private record Kind(String route, String method, int status) {}
}

package dev.coalmine.gateway.problem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Counts {@code gateway.refusals} by the slug of the problem, and notes it for the access log. */
@Component
public class RefusalCount {

  private static final String ATTRIBUTE = RefusalCount.class.getName();

  private final MeterRegistry meters;
  private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();

  RefusalCount(MeterRegistry meters) {
    this.meters = meters;
  }

  /** The slug of the problem that was answered; none when a service's own answer passed. */
  public static @Nullable String of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  /**
   * @param slug one of {@code contracts/openapi/gateway-problems.md}, so their number is bounded
   */
  void note(ServerWebExchange exchange, String slug) {
    exchange.getAttributes().put(ATTRIBUTE, slug);
    counters
        .computeIfAbsent(slug, reason -> meters.counter("gateway.refusals", "reason", reason))
        .increment();
  }
}

package dev.coalmine.gateway.telemetry;

import dev.coalmine.gateway.EdgeFilter;
import dev.coalmine.gateway.FilterOrder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** Waits once for the end of a request, for the metrics and for the access log. */
@Component
class TelemetryFilter implements EdgeFilter {

  private final RequestMetrics metrics;
  private final AccessLog log;

  TelemetryFilter(RequestMetrics metrics, AccessLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    long start = System.nanoTime();
    return chain.filter(exchange).doFinally(end -> record(exchange, end, start));
  }

  private void record(ServerWebExchange exchange, SignalType end, long start) {
    int status = FinalStatus.status(exchange.getResponse(), end);
    long nanos = System.nanoTime() - start;
    metrics.record(exchange, status, nanos);
    log.write(exchange, status, nanos);
  }

  @Override
  public int getOrder() {
    return FilterOrder.TELEMETRY.order();
  }
}

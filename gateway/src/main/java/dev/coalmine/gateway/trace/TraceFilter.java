package dev.coalmine.gateway.trace;

import dev.coalmine.gateway.EdgeFilter;
import dev.coalmine.gateway.FilterOrder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Continues the caller's trace or starts one. The gateway exports no spans: its access log has the
 * ids, and that leaves the tracing library and its cost per request out of the way of every call.
 */
@Component
class TraceFilter implements EdgeFilter {

  private final double sampling;

  TraceFilter(TraceSettings settings) {
    sampling = settings.sampling();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var header = exchange.getRequest().getHeaders().getFirst(TraceContext.TRACEPARENT);
    var trace = TraceContext.continueFrom(header);
    (trace == null ? TraceContext.start(sampling) : trace).attach(exchange);
    return chain.filter(exchange);
  }

  @Override
  public int getOrder() {
    return FilterOrder.TRACE.order();
  }
}

package dev.coalmine.gateway.trace;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Continues the caller's trace or starts one. The gateway exports no spans: its access log has the
 * ids, and that leaves the tracing library and its cost per request out of the way of every call.
 */
@Component
class TraceFilter implements RequestStep {

  private final double sampling;

  TraceFilter(TraceSettings settings) {
    sampling = settings.sampling();
  }

  @Override
  public void apply(ServerWebExchange exchange) {
    var header = exchange.getRequest().getHeaders().getFirst(TraceContext.TRACEPARENT);
    var trace = TraceContext.continueFrom(header);
    (trace == null ? TraceContext.start(sampling) : trace).attach(exchange);
  }

  @Override
  public int getOrder() {
    return FilterOrder.TRACE.order();
  }
}

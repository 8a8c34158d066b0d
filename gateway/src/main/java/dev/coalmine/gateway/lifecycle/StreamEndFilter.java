package dev.coalmine.gateway.lifecycle;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.route.RoutePolicy;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A stream ends when the gateway leaves; its reader resumes at another gateway from the last event
 * it saw.
 */
@Component
class StreamEndFilter implements RouteFilter {

  private final StreamEnd end;

  StreamEndFilter(StreamEnd end) {
    this.end = end;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (!RoutePolicy.of(exchange).stream()) {
      return chain.filter(exchange);
    }
    return chain.filter(exchange).takeUntilOther(end.when());
  }

  @Override
  public int getOrder() {
    return FilterOrder.STREAM_END.order();
  }
}

package dev.coalmine.gateway.lifecycle;

import dev.coalmine.gateway.Stage;
import dev.coalmine.gateway.route.Rule;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A stream ends when the gateway leaves; its reader resumes at another gateway from the last event
 * it saw.
 */
@Component
class StreamEndFilter implements GlobalFilter, Ordered {

  private final Departure departure;

  StreamEndFilter(Departure departure) {
    this.departure = departure;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (!Rule.of(exchange).stream()) {
      return chain.filter(exchange);
    }
    return chain.filter(exchange).takeUntilOther(departure.streamsEnd());
  }

  @Override
  public int getOrder() {
    return Stage.STREAM_END.order();
  }
}

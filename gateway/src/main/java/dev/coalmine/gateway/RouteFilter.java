package dev.coalmine.gateway;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A filter that runs when the route is known and that waits for something or wraps something. It is
 * not a {@code GlobalFilter} bean, because the framework wraps each of those three times.
 */
public interface RouteFilter extends Ordered {

  Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain);
}

package dev.coalmine.gateway;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * A filter that runs before the route is known. It is not a {@code WebFilter} bean, because those
 * would also run on the management port: probes and scrapers are no traffic.
 */
public interface EdgeFilter extends Ordered {

  Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain);
}

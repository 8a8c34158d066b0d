package dev.coalmine.gateway.policy;

import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.env.Environment;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Leads a request to the filters of its route. The framework's own mapping subscribes to a stream
 * of all routes for each request and asks each one's predicate; ours reads what {@link Match} has
 * found by comparing.
 */
final class PolicyHandlerMapping extends RoutePredicateHandlerMapping {

  private final Mono<FilteringWebHandler> filters;

  PolicyHandlerMapping(
      FilteringWebHandler filters,
      RouteLocator unused,
      GlobalCorsProperties cors,
      Environment environment) {
    super(filters, unused, cors, environment);
    this.filters = Mono.just(filters);
  }

  /** Takes no request of the management port, because no edge filter has looked at it. */
  @Override
  protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
    var match = Match.of(exchange);
    var destination = match == null ? null : match.destination();
    if (destination == null) {
      return Mono.empty();
    }
    destination.attach(exchange);
    return filters;
  }
}

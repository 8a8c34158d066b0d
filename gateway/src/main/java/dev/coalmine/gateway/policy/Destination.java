package dev.coalmine.gateway.policy;

import dev.coalmine.gateway.route.RoutePolicy;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A route of ours with the framework's view of it, which is made once for each policy.
 *
 * @param framework what Spring's filters read: the name and the time limit
 */
record Destination(RoutePolicy policy, Route framework) {

  static Destination of(RoutePolicy policy) {
    long limit = policy.timeLimit() == null ? -1 : policy.timeLimit().toMillis();
    var framework =
        Route.async()
            .id(policy.name())
            .uri("lb://" + policy.service())
            .asyncPredicate(_ -> Mono.just(true)) // found by Policy.find; nothing asks this
            .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, limit)
            .build();
    return new Destination(policy, framework);
  }

  void attach(ServerWebExchange exchange) {
    policy.attach(exchange);
    exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, framework);
  }
}

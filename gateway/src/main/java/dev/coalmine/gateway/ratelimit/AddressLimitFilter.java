package dev.coalmine.gateway.ratelimit;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.identity.KnownCallers;
import dev.coalmine.gateway.limit.LimitKey;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.limit.Subject;
import dev.coalmine.gateway.policy.Policy;
import dev.coalmine.gateway.route.RoutePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Holds each address to the limits of the route before a token is verified, because that costs more
 * than the rest of the chain. A caller of an exempt client passes once its token is known.
 */
@Component
class AddressLimitFilter implements RouteFilter {

  private final LimitCheck check;
  private final KnownCallers callers;

  AddressLimitFilter(LimitCheck check, KnownCallers callers) {
    this.check = check;
    this.callers = callers;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    var rules = RoutePolicy.of(exchange).limits();
    if (!any(rules) || exempt(exchange)) {
      return chain.filter(exchange);
    }
    return check.pass(exchange, chain, rules, AddressLimitFilter::subject);
  }

  /** Whether the route has limits by address, which the policy puts first. */
  private static boolean any(List<LimitRule> rules) {
    return !rules.isEmpty() && rules.getFirst().by() == LimitKey.ADDRESS;
  }

  private boolean exempt(ServerWebExchange exchange) {
    var clients = Policy.of(exchange).exemptClients();
    if (clients.isEmpty()) {
      return false;
    }
    var caller = callers.find(exchange);
    return caller != null && clients.contains(caller.client());
  }

  private static @Nullable Subject subject(ServerWebExchange exchange, LimitKey by) {
    var remote = exchange.getRequest().getRemoteAddress();
    return by == LimitKey.ADDRESS && remote != null && remote.getAddress() != null
        ? Subject.address(remote.getAddress())
        : null;
  }

  @Override
  public int getOrder() {
    return FilterOrder.ADDRESS_LIMIT.order();
  }
}

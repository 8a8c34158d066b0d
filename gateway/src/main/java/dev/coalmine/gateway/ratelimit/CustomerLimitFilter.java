package dev.coalmine.gateway.ratelimit;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.identity.Caller;
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
 * Holds each customer and each client to the limits of the route. A caller without a client counts
 * as its customer; a request without a token has neither, and its address's limit alone applies.
 */
@Component
class CustomerLimitFilter implements RouteFilter {

  private final LimitCheck check;

  CustomerLimitFilter(LimitCheck check) {
    this.check = check;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    var rules = RoutePolicy.of(exchange).limits();
    if (!any(rules)) {
      return chain.filter(exchange);
    }
    var caller = Caller.of(exchange);
    return caller == null || Policy.of(exchange).exemptClients().contains(caller.client())
        ? chain.filter(exchange)
        : check.pass(exchange, chain, rules, CustomerLimitFilter::subject);
  }

  /** Whether the route has other limits than by address, which the policy puts last. */
  private static boolean any(List<LimitRule> rules) {
    return !rules.isEmpty() && rules.getLast().by() != LimitKey.ADDRESS;
  }

  private static @Nullable Subject subject(ServerWebExchange exchange, LimitKey by) {
    var caller = Caller.of(exchange);
    if (caller == null) {
      return null;
    }
    return switch (by) {
      case ADDRESS -> null;
      case CUSTOMER -> Subject.customer(caller.subject());
      case CLIENT ->
          caller.client().isEmpty()
              ? Subject.customer(caller.subject())
              : Subject.client(caller.client());
    };
  }

  @Override
  public int getOrder() {
    return FilterOrder.CUSTOMER_LIMIT.order();
  }
}

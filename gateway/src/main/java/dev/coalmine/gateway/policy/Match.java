package dev.coalmine.gateway.policy;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * What the policy says of one exchange, found once: the exchange sees no other policy until it
 * ends.
 */
public final class Match {

  private static final String ATTRIBUTE = Match.class.getName();

  private final Policy policy;
  private final @Nullable Destination destination;

  private Match(Policy policy, @Nullable Destination destination) {
    this.policy = policy;
    this.destination = destination;
  }

  /** Returns the policy that was in force when an edge filter first looked at the exchange. */
  public Policy policy() {
    return policy;
  }

  /** Returns whether there is a route for the request's method and path. */
  public boolean routed() {
    return destination != null;
  }

  @Nullable Destination destination() {
    return destination;
  }

  static Match required(ServerWebExchange exchange) {
    return exchange.getRequiredAttribute(ATTRIBUTE);
  }

  /** Returns nothing for an exchange that no edge filter has seen: the management port has none. */
  static @Nullable Match of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  static Match find(ServerWebExchange exchange, Policy policy) {
    var request = exchange.getRequest();
    var match = new Match(policy, policy.find(request.getMethod(), request.getPath().value()));
    exchange.getAttributes().put(ATTRIBUTE, match);
    return match;
  }
}

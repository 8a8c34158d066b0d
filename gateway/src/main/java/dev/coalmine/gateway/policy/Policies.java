package dev.coalmine.gateway.policy;

import org.springframework.web.server.ServerWebExchange;

/** Which policy is in force. */
public final class Policies {

  private volatile Policy current;

  Policies(Policy first) {
    this.current = first;
  }

  /** What the policy says of this exchange: always the same, also when another was loaded since. */
  public Match match(ServerWebExchange exchange) {
    var known = Match.of(exchange);
    return known == null ? Match.find(exchange, current) : known;
  }

  public Policy current() {
    return current;
  }

  void replace(Policy next) {
    current = next;
  }
}

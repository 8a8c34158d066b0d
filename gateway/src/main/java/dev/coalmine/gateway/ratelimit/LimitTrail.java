package dev.coalmine.gateway.ratelimit;

import dev.coalmine.gateway.limit.Decision;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Which limit decided over a request, for its line in the access log. */
public final class LimitTrail {

  private static final String ATTRIBUTE = LimitTrail.class.getName();

  private LimitTrail() {}

  /** The decision that refused the request, else the one that left the fewest permits. */
  public static @Nullable Decision deciding(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  static void add(ServerWebExchange exchange, Decision decision) {
    var before = deciding(exchange);
    if (before == null || decision.refused() || decision.remaining() < before.remaining()) {
      exchange.getAttributes().put(ATTRIBUTE, decision);
    }
  }
}

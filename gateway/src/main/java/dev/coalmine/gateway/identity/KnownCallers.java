package dev.coalmine.gateway.identity;

import dev.coalmine.gateway.route.Access;
import dev.coalmine.gateway.route.RoutePolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Finds callers whose tokens were verified a short while ago; verifies nothing. */
@Component
public class KnownCallers {

  private static final String BEARER = "Bearer ";

  private final Tokens tokens;

  KnownCallers(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The caller, from then on also {@link Caller#of}; none when the token has to be verified, when
   * there is no token, and on a route where none is looked at.
   */
  public @Nullable Caller find(ServerWebExchange exchange) {
    var found = Caller.of(exchange);
    if (found != null || unchecked(exchange)) {
      return found;
    }
    var token = token(exchange);
    var known = token == null ? null : tokens.remembered(token);
    if (known != null) {
      known.attach(exchange);
    }
    return known;
  }

  static boolean unchecked(ServerWebExchange exchange) {
    return RoutePolicy.of(exchange).access() instanceof Access.Unchecked;
  }

  /** The bearer token; none when there is no {@code Authorization} of that kind. */
  static @Nullable String token(ServerWebExchange exchange) {
    var header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).trim()
        : null;
  }
}

package dev.coalmine.gateway.identity;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.problem.Problem;
import dev.coalmine.gateway.route.Access;
import dev.coalmine.gateway.route.RoutePolicy;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Compares the caller's scopes with the one the route asks for. */
@Component
class AuthorizationFilter implements GlobalFilter, Ordered {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (!(RoutePolicy.of(exchange).access() instanceof Access.Scope(var needed))) {
      return chain.filter(exchange);
    }
    var caller = Caller.of(exchange);
    if (caller == null) {
      return Mono.error(tokenMissing());
    }
    if (!caller.scopes().contains(needed)) {
      return Mono.error(scopeMissing(needed));
    }
    return chain.filter(exchange);
  }

  private static Problem tokenMissing() {
    return new Problem(HttpStatus.UNAUTHORIZED, "token-missing", "This needs a bearer token.")
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  private static Problem scopeMissing(String scope) {
    return new Problem(
            HttpStatus.FORBIDDEN,
            "scope-missing",
            "The token does not have the scope %s.".formatted(scope))
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer error=\"insufficient_scope\", scope=\"%s\"".formatted(scope));
  }

  @Override
  public int getOrder() {
    return FilterOrder.AUTHORIZATION.order();
  }
}

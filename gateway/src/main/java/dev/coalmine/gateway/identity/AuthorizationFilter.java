package dev.coalmine.gateway.identity;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import dev.coalmine.gateway.route.Access;
import dev.coalmine.gateway.route.RoutePolicy;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Compares the caller's scopes with the one the route asks for. */
@Component
class AuthorizationFilter implements RequestStep {

  @Override
  public void apply(ServerWebExchange exchange) {
    if (!(RoutePolicy.of(exchange).access() instanceof Access.Scope(var needed))) {
      return;
    }
    var caller = Caller.of(exchange);
    if (caller == null) {
      throw tokenMissing();
    }
    if (!caller.scopes().contains(needed)) {
      throw scopeMissing(needed);
    }
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

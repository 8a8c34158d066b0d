package dev.coalmine.gateway.identity;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.problem.Problem;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Finds the caller of a request. A request without a token goes on without a caller; a request with
 * a bad token is refused. The token travels on, because each service checks it again.
 */
@Component
class AuthenticationFilter implements RouteFilter {

  private final Tokens tokens;
  private final KnownCallers callers;

  AuthenticationFilter(Tokens tokens, KnownCallers callers) {
    this.tokens = tokens;
    this.callers = callers;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    var headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty() || KnownCallers.unchecked(exchange)) {
      return chain.filter(exchange);
    }
    if (headers.size() > 1) {
      return Mono.error(
          new Problem(
              HttpStatus.BAD_REQUEST,
              "invalid-request",
              "The request must have one Authorization header at most."));
    }
    if (callers.find(exchange) != null) {
      return chain.filter(exchange);
    }
    var token = KnownCallers.token(exchange);
    if (token == null) {
      return Mono.error(Tokens.invalid("The Authorization header holds no bearer token."));
    }
    return tokens
        .verify(token)
        .flatMap(
            caller -> {
              caller.attach(exchange);
              return chain.filter(exchange);
            });
  }

  @Override
  public int getOrder() {
    return FilterOrder.AUTHENTICATION.order();
  }
}

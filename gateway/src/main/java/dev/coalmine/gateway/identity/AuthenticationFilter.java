package dev.coalmine.gateway.identity;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.problem.Problem;
import dev.coalmine.gateway.route.RoutePolicy;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
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
class AuthenticationFilter implements GlobalFilter, Ordered {

  private static final String BEARER = "Bearer ";

  private final Tokens tokens;

  AuthenticationFilter(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    var header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (header == null || RoutePolicy.of(exchange).access().open()) {
      return chain.filter(exchange);
    }
    if (exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION).size() > 1) {
      return Mono.error(
          new Problem(
              HttpStatus.BAD_REQUEST,
              "invalid-request",
              "The request must have one Authorization header at most."));
    }
    if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Mono.error(Tokens.invalid("The Authorization header holds no bearer token."));
    }
    var token = header.substring(BEARER.length()).trim();
    var known = tokens.remembered(token);
    if (known != null) {
      known.attach(exchange);
      return chain.filter(exchange);
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

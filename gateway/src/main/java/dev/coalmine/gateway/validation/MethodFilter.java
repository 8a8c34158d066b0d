package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.policy.Policies;
import dev.coalmine.gateway.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** Refuses methods that a path does not have (405), and those that HTTP does not have (501). */
@Component
class MethodFilter implements RequestStep {

  /** RFC 9110 §9.3, and RFC 5789 for PATCH. */
  private static final Set<HttpMethod> KNOWN =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.valueOf("CONNECT"));

  private final Policies policies;

  MethodFilter(Policies policies) {
    this.policies = policies;
  }

  @Override
  public void apply(ServerWebExchange exchange) {
    var method = exchange.getRequest().getMethod();
    if (!KNOWN.contains(method)) {
      throw new Problem(
          HttpStatus.NOT_IMPLEMENTED,
          "method-unknown",
          "The request's method is none that HTTP has.");
    }
    var match = policies.match(exchange);
    if (match.routed()) {
      return;
    }
    var allowed = match.policy().methods(exchange.getRequest().getPath().value());
    if (allowed.isEmpty() && CorsUtils.isPreFlightRequest(exchange.getRequest())) {
      // WebFlux answers a preflight itself, with 403 where nothing is
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    if (!allowed.isEmpty()) {
      throw notAllowed(allowed);
    }
  }

  private static Problem notAllowed(List<HttpMethod> allowed) {
    var names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    return new Problem(
            HttpStatus.METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "This address has %s only.".formatted(names))
        .header(HttpHeaders.ALLOW, names);
  }

  @Override
  public int getOrder() {
    return FilterOrder.METHOD.order();
  }
}

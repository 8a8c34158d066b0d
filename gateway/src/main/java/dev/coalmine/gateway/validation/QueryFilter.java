package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses more parameters than a service's server reads, because that server takes them for ones
 * that it cannot decode.
 */
@Component
class QueryFilter implements RequestStep {

  private final int most;

  QueryFilter(HeadSettings settings) {
    most = settings.maxParameters();
  }

  @Override
  public void apply(ServerWebExchange exchange) {
    if (parameters(exchange.getRequest().getURI().getRawQuery()) > most) {
      throw new Problem(
          HttpStatus.BAD_REQUEST,
          "too-many-parameters",
          "The query has more than %d parameters.".formatted(most));
    }
  }

  /** As a service's server counts: what stands between two {@code &}. */
  static long parameters(String query) {
    return query == null ? 0 : 1 + query.chars().filter(c -> c == '&').count();
  }

  @Override
  public int getOrder() {
    return FilterOrder.QUERY.order();
  }
}

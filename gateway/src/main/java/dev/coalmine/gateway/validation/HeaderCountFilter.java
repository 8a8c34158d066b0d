package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.EdgeFilter;
import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses more header fields than a service's server reads, because that server could not say why.
 * How large the fields may be together is decided by Netty's decoder, before any filter.
 */
@Component
class HeaderCountFilter implements EdgeFilter {

  private final int most;

  HeaderCountFilter(HeadSettings settings) {
    most = settings.maxFields();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    int[] fields = {0};
    exchange.getRequest().getHeaders().forEach((_, values) -> fields[0] += values.size());
    return fields[0] <= most
        ? chain.filter(exchange)
        : Mono.error(
            new Problem(
                HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "request-header-fields-too-large",
                "The request has %d header fields; at most %d are read."
                    .formatted(fields[0], most)));
  }

  @Override
  public int getOrder() {
    return FilterOrder.HEADER_COUNT.order();
  }
}

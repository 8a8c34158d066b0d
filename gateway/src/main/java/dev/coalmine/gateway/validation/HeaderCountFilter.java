package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Refuses more header fields than a service's server reads, because that server could not say why.
 * How large the fields may be together is decided by Netty's decoder, before any filter.
 */
@Component
class HeaderCountFilter implements RequestStep {

  private final int most;

  HeaderCountFilter(HeadSettings settings) {
    most = settings.maxFields();
  }

  @Override
  public void apply(ServerWebExchange exchange) {
    HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    int fields = request.requestHeaders().size();
    if (fields > most) {
      throw new Problem(
          HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "request-header-fields-too-large",
          "The request has %d header fields; at most %d are read.".formatted(fields, most));
    }
  }

  @Override
  public int getOrder() {
    return FilterOrder.HEADER_COUNT.order();
  }
}

package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import java.util.Arrays;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * No service decodes a content coding, and a service that overlooks one reads other bytes than were
 * meant (RFC 9110 §8.4 and §15.5.16).
 */
@Component
class ContentCodingFilter implements RequestStep {

  private static final String NONE = "identity";

  @Override
  public void apply(ServerWebExchange exchange) {
    var request = exchange.getRequest();
    if (Body.present(request) && isCoded(request)) {
      throw new Problem(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "unsupported-content-coding",
              "The body must have no Content-Encoding but identity.")
          .header(HttpHeaders.ACCEPT_ENCODING, NONE);
    }
  }

  private static boolean isCoded(ServerHttpRequest request) {
    return request.getHeaders().getOrEmpty(HttpHeaders.CONTENT_ENCODING).stream()
        .flatMap(codings -> Arrays.stream(codings.split(",")))
        .map(String::strip)
        .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase(NONE));
  }

  @Override
  public int getOrder() {
    return FilterOrder.CONTENT_CODING.order();
  }
}

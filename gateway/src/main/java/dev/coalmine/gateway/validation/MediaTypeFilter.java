package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Every body that any service takes is JSON. Of two types a service could read the other one (RFC
 * 9110 §5.3).
 */
@Component
class MediaTypeFilter implements RequestStep {

  private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

  @Override
  public void apply(ServerWebExchange exchange) {
    var request = exchange.getRequest();
    var types = request.getHeaders().getOrEmpty(HttpHeaders.CONTENT_TYPE);
    if (types.size() > 1) {
      throw new Problem(
          HttpStatus.BAD_REQUEST,
          "invalid-request",
          "The request must have one Content-Type header at most.");
    }
    if (Body.present(request) && (types.isEmpty() || !json(types.getFirst()))) {
      throw new Problem(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "unsupported-media-type",
              "The body must be application/json.")
          .header(HttpHeaders.ACCEPT, JSON);
    }
  }

  /** Parameters such as {@code charset} may follow. */
  static boolean json(String contentType) {
    if (!contentType.regionMatches(true, 0, JSON, 0, JSON.length())) {
      return false;
    }
    return contentType.length() == JSON.length()
        || contentType.charAt(JSON.length()) == ';'
        || contentType.charAt(JSON.length()) == ' ';
  }

  @Override
  public int getOrder() {
    return FilterOrder.MEDIA_TYPE.order();
  }
}

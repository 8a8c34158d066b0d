package dev.coalmine.gateway.problem;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Refuses a {@code Content-Type} that Spring's parser fails on, as on a quote that does not end.
 * One that the parser says is invalid goes on, to a filter that explains it.
 */
@Component
class UnreadableContentType implements RequestStep {

  @Override
  public void apply(ServerWebExchange exchange) {
    if (!isReadable(exchange.getRequest())) {
      throw new Problem(
          HttpStatus.BAD_REQUEST,
          "invalid-request",
          "The Content-Type must be a media type as RFC 9110 has it.");
    }
  }

  private static boolean isReadable(ServerHttpRequest request) {
    try {
      request.getHeaders().getContentType();
      return true;
    } catch (InvalidMediaTypeException e) {
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public int getOrder() {
    return FilterOrder.UNREADABLE_CONTENT_TYPE.order();
  }
}

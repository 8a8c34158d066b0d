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
 * Refuses versions of HTTP other than 1.x (RFC 9110 §15.6.6), and an absolute address whose scheme
 * is not HTTP's (RFC 9112 §3.2.2): Netty takes both for what the gateway speaks.
 */
@Component
class RequestLineFilter implements RequestStep {

  @Override
  public void apply(ServerWebExchange exchange) {
    HttpServerRequest line = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
    if (line.version().majorVersion() != 1) {
      throw new Problem(
          HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
          "http-version-not-supported",
          "The gateway speaks HTTP/1.1.");
    }
    if (!isOfHttp(line.uri())) {
      throw new Problem(
          HttpStatus.BAD_REQUEST,
          "invalid-request",
          "The scheme of the request's address must be http or https.");
    }
  }

  /** Whether the target names no scheme, or one of HTTP's. */
  static boolean isOfHttp(String target) {
    int scheme = target.indexOf("://");
    if (target.startsWith("/") || scheme < 0) {
      return true;
    }
    var name = target.substring(0, scheme);
    return name.equalsIgnoreCase("http") || name.equalsIgnoreCase("https");
  }

  @Override
  public int getOrder() {
    return FilterOrder.REQUEST_LINE.order();
  }
}

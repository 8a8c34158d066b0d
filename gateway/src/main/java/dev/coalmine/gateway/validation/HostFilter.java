package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import io.netty.handler.codec.http.HttpVersion;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Refuses a request whose {@code Host} two servers could read differently (RFC 9112 §3.2): with
 * HTTP/1.1 exactly one must be there; HTTP/1.0, which some health probes speak, may do without.
 */
@Component
class HostFilter implements RequestStep {

  /** {@code uri-host [ ":" port ]} of RFC 9110 §7.2; the host may be empty. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::[0-9]{0,5})?");

  @Override
  public void apply(ServerWebExchange exchange) {
    if (!isClear(exchange.getRequest())) {
      throw new Problem(
          HttpStatus.BAD_REQUEST,
          "invalid-request",
          "The request must have one Host header, with a host and at most a port.");
    }
  }

  private static boolean isClear(ServerHttpRequest request) {
    var hosts = request.getHeaders().getOrEmpty(HttpHeaders.HOST);
    if (hosts.isEmpty()) {
      HttpServerRequest line = ServerHttpRequestDecorator.getNativeRequest(request);
      return line.version().compareTo(HttpVersion.HTTP_1_1) < 0;
    }
    return hosts.size() == 1 && HOST.matcher(hosts.getFirst()).matches();
  }

  @Override
  public int getOrder() {
    return FilterOrder.HOST.order();
  }
}

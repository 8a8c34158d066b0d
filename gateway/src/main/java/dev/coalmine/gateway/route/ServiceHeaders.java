package dev.coalmine.gateway.route;

import dev.coalmine.gateway.trace.TraceHeaders;
import java.util.List;
import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a service reads about a request beyond what its caller may say: nothing that only we say may
 * come from outside.
 */
@Component
class ServiceHeaders implements HttpHeadersFilter, Ordered {

  private static final List<String> OURS =
      List.of("x-forwarded-", "x-coalmine-", "x-envoy-", "x-b3-");
  private static final List<String> OURS_EXACTLY =
      List.of("forwarded", "x-real-ip", "x-original-url", "x-rewrite-url", "b3", "baggage");

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    var headers = new HttpHeaders();
    input.forEach(
        (name, values) -> {
          if (!ours(name)) {
            headers.addAll(name, values);
          }
        });
    TraceHeaders.write(exchange, headers);
    var request = exchange.getRequest();
    var remote = request.getRemoteAddress();
    if (remote != null) {
      headers.set("X-Forwarded-For", remote.getAddress().getHostAddress());
    }
    headers.set("X-Forwarded-Proto", request.getURI().getScheme());
    var host = input.getFirst(HttpHeaders.HOST);
    if (host != null) {
      headers.set("X-Forwarded-Host", host);
    }
    return headers;
  }

  static boolean ours(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.charAt(0) != 'x') {
      return OURS_EXACTLY.contains(lower);
    }
    for (var prefix : OURS) {
      if (lower.startsWith(prefix)) {
        return true;
      }
    }
    return OURS_EXACTLY.contains(lower);
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.REQUEST;
  }

  /** After the hop-by-hop headers have gone. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}

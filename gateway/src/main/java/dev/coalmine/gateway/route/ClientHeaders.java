package dev.coalmine.gateway.route;

import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a client reads of a service's answer: nothing that services and gateway say to each other,
 * and nothing of what a service is made of.
 */
@Component
class ClientHeaders implements HttpHeadersFilter, Ordered {

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    var headers = new HttpHeaders();
    input.forEach(
        (name, values) -> {
          if (!ServiceHeaders.ours(name) && !tellsTheServer(name)) {
            headers.addAll(name, values);
          }
        });
    return headers;
  }

  private static boolean tellsTheServer(String name) {
    return name.equalsIgnoreCase(HttpHeaders.SERVER)
        || name.equalsIgnoreCase("X-Powered-By")
        || name.equalsIgnoreCase("traceparent")
        || name.equalsIgnoreCase("tracestate");
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.RESPONSE;
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}

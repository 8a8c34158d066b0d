package dev.coalmine.gateway.route;

import dev.coalmine.gateway.trace.TraceHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
      List.of("x-forwarded-", "x-coalmine-", "x-envoy-", "x-b3-", "x-original-", "x-rewrite-");
  private static final Set<String> OURS_EXACTLY =
      Set.of(
          "b3",
          "baggage",
          "cohort",
          "forwarded",
          "priority",
          "true-client-ip",
          "version",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-cohort",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-priority",
          "x-real-ip",
          "x-version");

  /** What was decided on here travels on, also when {@code Connection} names it. */
  private static final List<String> DECIDED_ON =
      List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "Idempotency-Key");

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
    for (var name : DECIDED_ON) {
      if (!headers.containsHeader(name) && request.getHeaders().containsHeader(name)) {
        headers.addAll(name, request.getHeaders().getOrEmpty(name));
      }
    }
    var remote = request.getRemoteAddress();
    if (remote != null) {
      headers.set("X-Forwarded-For", remote.getAddress().getHostAddress());
    }
    headers.set("X-Forwarded-Proto", request.getURI().getScheme());
    var host = request.getHeaders().getFirst(HttpHeaders.HOST);
    if (host != null) {
      headers.set("X-Forwarded-Host", host);
    }
    return headers;
  }

  static boolean ours(String name) {
    var lower = name.toLowerCase(Locale.ROOT).replace('_', '-'); // some servers take them for equal
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

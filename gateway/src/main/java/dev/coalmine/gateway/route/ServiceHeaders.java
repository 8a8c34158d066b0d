package dev.coalmine.gateway.route;

import dev.coalmine.gateway.trace.TraceHeaders;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What a service reads about a request beyond what its caller may say: nothing that only we say may
 * come from outside, and nothing that speaks of the client's connection (RFC 9110 §7.6.1) goes on.
 * One pass makes one copy; {@code FrameworkHeaderFilters} takes the framework's own five away.
 */
@Component
class ServiceHeaders implements HttpHeadersFilter, Ordered {

  private static final List<String> OURS =
      List.of("x-forwarded-", "x-coalmine-", "x-envoy-", "x-b3-", "x-original-", "x-rewrite-");
  private static final Set<String> OURS_EXACTLY =
      ignoringCase(
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
  private static final Set<String> DECIDED_ON =
      ignoringCase(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "Idempotency-Key");

  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    var headers = new HttpHeaders();
    boolean chunked = input.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    var options = ConnectionHeaders.options(input);
    input.forEach(
        (name, values) -> {
          if (!ours(name)
              && (!ConnectionHeaders.isOne(name, options) || DECIDED_ON.contains(name))
              && !(chunked && name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH))) {
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

  static boolean ours(String header) {
    // some servers take the two characters for equal
    var name = header.indexOf('_') < 0 ? header : header.replace('_', '-');
    char initial = name.charAt(0);
    if (initial == 'x' || initial == 'X') {
      for (var prefix : OURS) {
        if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
          return true;
        }
      }
    }
    return OURS_EXACTLY.contains(name);
  }

  private static Set<String> ignoringCase(String... names) {
    var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.REQUEST;
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}

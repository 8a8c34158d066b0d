package dev.coalmine.gateway.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Headers that speak of one connection and must not go on to the next (RFC 9110 §7.6.1). As a
 * filter it takes them from an answer; {@link ServiceHeaders} leaves them out of a request.
 */
@Component
class ConnectionHeaders implements HttpHeadersFilter {

  private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    NAMES.addAll(
        List.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-application-context"));
  }

  /** Changes the headers in place: they are a copy that the framework has just made. */
  @Override
  public HttpHeaders filter(HttpHeaders answer, ServerWebExchange exchange) {
    options(answer).forEach(answer::remove);
    NAMES.forEach(answer::remove);
    return answer;
  }

  /** The headers that a message itself says are of its connection. */
  static List<String> options(HttpHeaders headers) {
    var fields = headers.getOrEmpty(HttpHeaders.CONNECTION);
    if (fields.isEmpty()) {
      return List.of();
    }
    var options = new ArrayList<String>();
    for (var field : fields) {
      for (var option : field.split(",")) {
        options.add(option.strip());
      }
    }
    return options;
  }

  static boolean isOne(String name, List<String> options) {
    if (NAMES.contains(name)) {
      return true;
    }
    for (var option : options) {
      if (option.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.RESPONSE;
  }
}

package dev.coalmine.gateway.route;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Which methods each public path has, as {@code contracts/openapi} says; HEAD wherever there is
 * GET. A path is public knowledge, so its methods are told before anyone is asked for a token.
 */
public final class AllowedMethods {

  private static final List<Resource> RESOURCES =
      List.of(
          new Resource("/api/products", GET, HEAD),
          new Resource("/api/products/*", GET, HEAD, PUT),
          new Resource("/api/orders", GET, HEAD, POST),
          new Resource("/api/orders/*", GET, HEAD),
          new Resource("/api/orders/*/cancellation", POST),
          new Resource("/api/orders/*/returns", POST),
          new Resource("/api/notifications", GET, HEAD),
          new Resource("/api/notifications/stream", GET), // without its body a stream is nothing
          new Resource("/webhooks/acquirer", POST));

  private AllowedMethods() {}

  /** Returns an empty list for an unknown path, which is answered with 404 as it has no route. */
  public static List<HttpMethod> of(String path) {
    for (var resource : RESOURCES) {
      if (resource.isAt(path)) {
        return resource.methods;
      }
    }
    return List.of();
  }

  /**
   * @param template a path in which {@code *} stands for one segment
   */
  private record Resource(String template, List<HttpMethod> methods) {

    Resource(String template, HttpMethod... methods) {
      this(template, List.of(methods));
    }

    /** Compares character by character: no pattern is parsed per request. */
    boolean isAt(String path) {
      int at = 0;
      for (int i = 0; i < template.length(); i++) {
        if (template.charAt(i) == '*') {
          int end = path.indexOf('/', at);
          end = end < 0 ? path.length() : end;
          if (end == at) {
            return false;
          }
          at = end;
        } else if (at == path.length() || path.charAt(at++) != template.charAt(i)) {
          return false;
        }
      }
      return at == path.length();
    }
  }
}

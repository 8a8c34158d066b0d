package dev.coalmine.gateway.route;

import dev.coalmine.gateway.limit.LimitRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;

/**
 * Everything that distinguishes one route from another.
 *
 * @param name shown in metrics and logs
 * @param match which requests it takes
 * @param service the name in the registry
 * @param access who may use it
 * @param keyed whether unsafe requests need an {@code Idempotency-Key}
 * @param limits which apply, those by address first
 * @param limit how long an instance may take to begin its answer; a stream has none, and ends when
 *     the gateway does
 */
public record RoutePolicy(
    String name,
    Match match,
    String service,
    RequiredScopes access,
    boolean keyed,
    List<LimitRule> limits,
    @Nullable Duration limit) {

  static final String METADATA = RoutePolicy.class.getName();

  public boolean stream() {
    return limit == null;
  }

  /** The policy of the route that was found. */
  public static RoutePolicy of(ServerWebExchange exchange) {
    Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    return (RoutePolicy) route.getMetadata().get(METADATA);
  }

  /** The route's name, or {@code none} when there is no route. */
  public static String name(ServerWebExchange exchange) {
    Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    return route == null ? "none" : route.getId();
  }

  /** Whether the method promises to change nothing (RFC 9110 §9.2.1). */
  public static boolean safe(ServerWebExchange exchange) {
    var method = exchange.getRequest().getMethod();
    return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
  }

  /** Plain comparisons: no pattern is parsed per request. */
  record Match(@Nullable HttpMethod method, String path, boolean below) {

    static Match exactly(String path) {
      return new Match(null, path, false);
    }

    static Match exactly(HttpMethod method, String path) {
      return new Match(method, path, false);
    }

    static Match atAndBelow(String path) {
      return new Match(null, path, true);
    }

    boolean takes(HttpMethod method, String path) {
      if (this.method != null && !this.method.equals(method)) {
        return false;
      }
      if (!path.startsWith(this.path)) {
        return false;
      }
      return path.length() == this.path.length() || below && path.charAt(this.path.length()) == '/';
    }
  }
}

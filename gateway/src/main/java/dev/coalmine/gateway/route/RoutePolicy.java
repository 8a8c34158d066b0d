package dev.coalmine.gateway.route;

import dev.coalmine.gateway.limit.LimitRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;

/**
 * Everything that distinguishes one route from another.
 *
 * @param name unique in a policy; shown in metrics and logs
 * @param paths any of which a request may have
 * @param methods any of which a request may have
 * @param service the name in the registry
 * @param access who may use the route
 * @param limits which apply, those by address first
 * @param timeLimit how long an instance may take to begin its answer, 1 ms to 5 min; a stream has
 *     none, and ends when the gateway does
 * @param key whether a request that changes something has an idempotency key
 * @param retry what follows when an instance cannot be reached
 */
public record RoutePolicy(
    String name,
    List<PathTemplate> paths,
    List<HttpMethod> methods,
    String service,
    Access access,
    List<LimitRule> limits,
    @Nullable Duration timeLimit,
    KeyRule key,
    RetryRule retry) {

  private static final String ATTRIBUTE = RoutePolicy.class.getName();

  public RoutePolicy {
    paths = List.copyOf(paths);
    methods = List.copyOf(methods);
    limits = List.copyOf(limits);
  }

  public boolean stream() {
    return timeLimit == null;
  }

  public boolean takes(HttpMethod method, String path) {
    return methods.contains(method) && isAt(path);
  }

  public boolean isAt(String path) {
    for (var template : paths) {
      if (template.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /** Makes this the policy of the exchange's route. */
  public void attach(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }

  /**
   * The policy of the route that was found.
   *
   * @throws IllegalArgumentException when no route was found, so no filter of a route runs
   */
  public static RoutePolicy of(ServerWebExchange exchange) {
    return exchange.getRequiredAttribute(ATTRIBUTE);
  }

  /** The route's name, or {@code none} when there is no route. */
  public static String name(ServerWebExchange exchange) {
    RoutePolicy policy = exchange.getAttribute(ATTRIBUTE);
    return policy == null ? "none" : policy.name;
  }

  /** Whether the method promises to change nothing (RFC 9110 §9.2.1). */
  public static boolean safe(ServerWebExchange exchange) {
    var method = exchange.getRequest().getMethod();
    return method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
  }
}

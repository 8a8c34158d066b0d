package dev.coalmine.gateway.policy;

import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.route.RoutePolicy;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;

/** One policy file, whole and without a mistake. It never changes: another file is another one. */
public final class Policy {

  /** In the order in which {@code Allow} lists them. No route may have another one. */
  static final List<HttpMethod> METHODS =
      List.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private final String version;
  private final Set<String> exemptClients;
  private final List<LimitRule> limits;
  private final List<RoutePolicy> routes;
  private final List<Destination> destinations;
  private final List<HttpMethod> methods;

  /**
   * @param version the first 12 hexadecimal digits of the SHA-256 of the file
   * @param exemptClients client ids of verified tokens that no limit applies to
   * @param limits all that are defined
   * @param routes the first that takes a request applies to it
   */
  Policy(
      String version, Set<String> exemptClients, List<LimitRule> limits, List<RoutePolicy> routes) {
    this.version = version;
    this.exemptClients = Set.copyOf(exemptClients);
    this.limits = List.copyOf(limits);
    this.routes = List.copyOf(routes);
    this.destinations = routes.stream().map(Destination::of).toList();
    this.methods = inOrder(routes.stream());
  }

  /**
   * The policy that the exchange began with, whatever was loaded since.
   *
   * @throws IllegalArgumentException when no edge filter has looked at the exchange
   */
  public static Policy of(ServerWebExchange exchange) {
    return Match.required(exchange).policy();
  }

  public String version() {
    return version;
  }

  /** Client ids of verified tokens that no limit applies to. */
  public Set<String> exemptClients() {
    return exemptClients;
  }

  public List<LimitRule> limits() {
    return limits;
  }

  public List<RoutePolicy> routes() {
    return routes;
  }

  @Nullable Destination find(HttpMethod method, String path) {
    for (var destination : destinations) {
      if (destination.policy().takes(method, path)) {
        return destination;
      }
    }
    return null;
  }

  /**
   * The methods of a path. They are public knowledge, so they are told before a token is asked for.
   *
   * @return an empty list for an unknown path
   */
  public List<HttpMethod> methods(String path) {
    return inOrder(routes.stream().filter(route -> route.isAt(path)));
  }

  /** All methods that any path has. */
  public List<HttpMethod> methods() {
    return methods;
  }

  private static List<HttpMethod> inOrder(Stream<RoutePolicy> routes) {
    var all = routes.map(RoutePolicy::methods).flatMap(Collection::stream).toList();
    return METHODS.stream().filter(all::contains).toList();
  }
}

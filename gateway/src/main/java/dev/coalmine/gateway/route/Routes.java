package dev.coalmine.gateway.route;

import static dev.coalmine.gateway.route.RequiredScopes.ANYONE;
import static dev.coalmine.gateway.route.RoutePolicy.Match.atAndBelow;
import static dev.coalmine.gateway.route.RoutePolicy.Match.exactly;

import java.util.List;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;

/** What can be reached from outside. The first policy that matches a request applies to it. */
@Configuration(proxyBeanMethods = false)
class Routes {

  private static final RequiredScopes CATALOGUE = new RequiredScopes(ANYONE, "catalogue:write");
  private static final RequiredScopes ORDERS = new RequiredScopes("orders:read", "orders:write");
  private static final RequiredScopes NOTIFICATIONS =
      new RequiredScopes("notifications:read", "notifications:write");

  static List<RoutePolicy> policies(TimeLimits limits) {
    return List.of(
        new RoutePolicy(
            "products",
            atAndBelow("/api/products"),
            "order-service",
            CATALOGUE,
            true,
            List.of(),
            limits.browse()),
        new RoutePolicy(
            "place-order",
            exactly(HttpMethod.POST, "/api/orders"),
            "order-service",
            ORDERS,
            true,
            List.of(),
            limits.placeOrder()),
        new RoutePolicy(
            "orders",
            atAndBelow("/api/orders"),
            "order-service",
            ORDERS,
            true,
            List.of(),
            limits.orders()),
        new RoutePolicy(
            "notification-stream",
            exactly(HttpMethod.GET, "/api/notifications/stream"),
            "notification-service",
            NOTIFICATIONS,
            true,
            List.of(),
            null),
        new RoutePolicy(
            "notifications",
            atAndBelow("/api/notifications"),
            "notification-service",
            NOTIFICATIONS,
            true,
            List.of(),
            limits.browse()),
        new RoutePolicy(
            "acquirer-webhook",
            exactly(HttpMethod.POST, "/webhooks/acquirer"),
            "payment-service",
            RequiredScopes.OPEN,
            false,
            List.of(),
            limits.webhooks()));
  }

  @Bean
  RouteLocator routeLocator(TimeLimits limits) {
    var routes = policies(limits).stream().map(Routes::route).toList();
    return () -> Flux.fromIterable(routes);
  }

  private static Route route(RoutePolicy policy) {
    long limit = policy.stream() ? -1 : policy.limit().toMillis();
    return Route.async()
        .id(policy.name())
        .uri("lb://" + policy.service())
        .predicate(
            exchange ->
                policy
                    .match()
                    .takes(
                        exchange.getRequest().getMethod(), exchange.getRequest().getPath().value()))
        .metadata(RoutePolicy.METADATA, policy)
        .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, limit)
        .build();
  }
}

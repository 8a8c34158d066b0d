package dev.coalmine.gateway.route;

import static dev.coalmine.gateway.route.Access.ANYONE;
import static dev.coalmine.gateway.route.Rule.Match.atAndBelow;
import static dev.coalmine.gateway.route.Rule.Match.exactly;

import java.util.List;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;

/** What can be reached from outside. The first rule that matches is the one. */
@Configuration(proxyBeanMethods = false)
class Routes {

  private static final Access CATALOGUE = new Access(ANYONE, "catalogue:write");
  private static final Access ORDERS = new Access("orders:read", "orders:write");
  private static final Access NOTIFICATIONS =
      new Access("notifications:read", "notifications:write");

  static List<Rule> rules(TimeLimits limits) {
    return List.of(
        new Rule(
            "products",
            atAndBelow("/api/products"),
            "order-service",
            CATALOGUE,
            true,
            limits.browse()),
        new Rule(
            "place-order",
            exactly(HttpMethod.POST, "/api/orders"),
            "order-service",
            ORDERS,
            true,
            limits.placeOrder()),
        new Rule(
            "orders", atAndBelow("/api/orders"), "order-service", ORDERS, true, limits.orders()),
        new Rule(
            "notification-stream",
            exactly(HttpMethod.GET, "/api/notifications/stream"),
            "notification-service",
            NOTIFICATIONS,
            true,
            null),
        new Rule(
            "notifications",
            atAndBelow("/api/notifications"),
            "notification-service",
            NOTIFICATIONS,
            true,
            limits.browse()),
        new Rule(
            "acquirer-webhook",
            exactly(HttpMethod.POST, "/webhooks/acquirer"),
            "payment-service",
            Access.OPEN,
            false,
            limits.webhooks()));
  }

  @Bean
  RouteLocator routeLocator(TimeLimits limits) {
    var routes = rules(limits).stream().map(Routes::route).toList();
    return () -> Flux.fromIterable(routes);
  }

  private static Route route(Rule rule) {
    long limit = rule.stream() ? -1 : rule.limit().toMillis();
    return Route.async()
        .id(rule.name())
        .uri("lb://" + rule.service())
        .predicate(
            exchange ->
                rule.match()
                    .takes(
                        exchange.getRequest().getMethod(), exchange.getRequest().getPath().value()))
        .metadata(Rule.METADATA, rule)
        .metadata(RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR, limit)
        .build();
  }
}

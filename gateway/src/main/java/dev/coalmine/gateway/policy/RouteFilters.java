package dev.coalmine.gateway.policy;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.route.Route;

/**
 * The filters of a route, which are the same for all, sorted once. The framework's map of them has
 * the routes as its keys: it would keep those of each policy that was ever in force.
 */
final class RouteFilters extends FilteringWebHandler {

  private volatile List<GatewayFilter> sorted = List.of();

  RouteFilters(List<GlobalFilter> filters) {
    super(filters, false);
  }

  @Override
  protected List<GatewayFilter> getCombinedFilters(Route route) {
    var filters = sorted;
    if (filters.isEmpty()) {
      filters = getAllFilters(route);
      sorted = filters;
    }
    return filters;
  }
}

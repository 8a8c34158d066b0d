package dev.coalmine.gateway;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.OrderComparator;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Runs the filters of one part of {@link FilterOrder} as one filter of the framework. What a step
 * throws, the filter before it gets from its call of the chain; {@code ProblemFilter} expects that.
 */
final class FilterChains {

  private FilterChains() {}

  /**
   * @param filters {@link EdgeFilter}s and {@link RequestStep}s, in any order
   */
  static WebFilter edge(List<? extends Ordered> filters) {
    var sorted = sorted(filters);
    return (exchange, end) -> new EdgeChain(sorted, 0, end).filter(exchange);
  }

  /**
   * @param filters {@link RouteFilter}s and {@link RequestStep}s, in any order
   * @param order where the framework runs them
   */
  static GlobalFilter route(List<? extends Ordered> filters, int order) {
    return new RouteFilters(sorted(filters), order);
  }

  private static Ordered[] sorted(List<? extends Ordered> filters) {
    return filters.stream().sorted(OrderComparator.INSTANCE).toArray(Ordered[]::new);
  }

  private record EdgeChain(Ordered[] filters, int from, WebFilterChain end)
      implements WebFilterChain {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange) {
      for (int i = from; i < filters.length; i++) {
        if (filters[i] instanceof RequestStep step) {
          step.apply(exchange);
        } else {
          return ((EdgeFilter) filters[i]).filter(exchange, new EdgeChain(filters, i + 1, end));
        }
      }
      return end.filter(exchange);
    }
  }

  private record RouteChain(Ordered[] filters, int from, GatewayFilterChain end)
      implements GatewayFilterChain {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange) {
      for (int i = from; i < filters.length; i++) {
        if (filters[i] instanceof RequestStep step) {
          step.apply(exchange);
        } else {
          return ((RouteFilter) filters[i]).filter(exchange, new RouteChain(filters, i + 1, end));
        }
      }
      return end.filter(exchange);
    }
  }

  private record RouteFilters(Ordered[] filters, int order) implements GlobalFilter, Ordered {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain end) {
      return new RouteChain(filters, 0, end).filter(exchange);
    }

    @Override
    public int getOrder() {
      return order;
    }
  }
}

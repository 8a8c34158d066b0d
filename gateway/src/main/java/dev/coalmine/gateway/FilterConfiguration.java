package dev.coalmine.gateway;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Gives the filters to the framework: those of the edge before everything of the public port, those
 * of the route before and inside the writing of the answer.
 */
@Configuration(proxyBeanMethods = false)
class FilterConfiguration {

  /** The management port has a context and a handler of its own. */
  @Bean
  HttpHandler publicPort(
      List<EdgeFilter> filters,
      List<RequestStep> steps,
      RoutePredicateHandlerMapping routes,
      ApplicationContext context) {
    var edge = FilterChains.edge(part(filters, steps, FilterOrder::isEdge));
    return new EdgeHandler(edge, routes, context);
  }

  @Bean
  GlobalFilter filtersBeforeTheAnswer(List<RouteFilter> filters, List<RequestStep> steps) {
    return FilterChains.route(
        part(filters, steps, FilterOrder::isBeforeAnswer), FilterOrder.BODY_ARRIVAL.order());
  }

  @Bean
  GlobalFilter filtersOfAnAttempt(List<RouteFilter> filters, List<RequestStep> steps) {
    return FilterChains.route(
        part(filters, steps, FilterOrder::isInsideAnswer), FilterOrder.SERVICE_PROBLEMS.order());
  }

  private static List<Ordered> part(
      List<? extends Ordered> filters, List<RequestStep> steps, Predicate<Ordered> part) {
    return Stream.<Ordered>concat(filters.stream(), steps.stream()).filter(part).toList();
  }
}

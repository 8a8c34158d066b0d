package dev.coalmine.gateway;

import java.util.List;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.OrderComparator;
import org.springframework.web.server.WebFilter;

/**
 * Puts the edge filters, in the order of {@link FilterOrder}, before everything of the public port.
 */
@Configuration(proxyBeanMethods = false)
class EdgeFilterConfiguration {

  @Bean
  WebHttpHandlerBuilderCustomizer edgeFilters(List<EdgeFilter> edgeFilters) {
    var filters =
        edgeFilters.stream()
            .sorted(OrderComparator.INSTANCE)
            .map(filter -> (WebFilter) filter::filter)
            .toList();
    return handler -> handler.filters(all -> all.addAll(0, filters));
  }
}

package dev.coalmine.gateway;

import java.util.List;
import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.OrderComparator;
import org.springframework.web.server.WebFilter;

/** Puts the edge filters, in the order of {@link Stage}, before everything of the public port. */
@Configuration(proxyBeanMethods = false)
class Edge {

  @Bean
  WebHttpHandlerBuilderCustomizer edgeFilters(List<EdgeFilter> stages) {
    var filters =
        stages.stream()
            .sorted(OrderComparator.INSTANCE)
            .map(stage -> (WebFilter) stage::filter)
            .toList();
    return handler -> handler.filters(all -> all.addAll(0, filters));
  }
}

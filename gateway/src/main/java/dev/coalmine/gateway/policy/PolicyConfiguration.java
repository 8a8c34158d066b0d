package dev.coalmine.gateway.policy;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Loads the policy, and leads requests where it says. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

  @Bean
  PolicyFile policyFile(PolicySettings settings) {
    return PolicyFile.at(settings.file());
  }

  @Bean
  PolicyReload policyReload(PolicyFile file, PolicySettings settings, MeterRegistry meters) {
    return PolicyReload.begin(file, LastGoodPolicy.at(settings.lastGood()), meters);
  }

  @Bean
  Policies policies(PolicyReload reload) {
    return reload.policies();
  }

  /** There is nothing to watch when the policy is built in. */
  @Bean
  @Nullable PolicyWatch policyWatch(PolicyFile file, PolicyReload reload, PolicySettings settings) {
    return file.builtIn() ? null : new PolicyWatch(reload, settings.poll());
  }

  @Bean
  FilteringWebHandler routeFilters(List<GlobalFilter> filters) {
    return new RouteFilters(filters);
  }

  @Bean
  PolicyHandlerMapping policyHandlerMapping(
      FilteringWebHandler filters,
      RouteLocator unused,
      GlobalCorsProperties cors,
      Environment environment) {
    return new PolicyHandlerMapping(filters, unused, cors, environment);
  }
}

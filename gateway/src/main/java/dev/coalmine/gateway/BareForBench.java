package dev.coalmine.gateway;

import java.net.InetAddress;
import java.util.Set;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Leaves the routes and the load balancer and takes every other filter of ours away, so that a
 * bench can measure what the chain costs. Only the profile {@code bare-for-bench} does so, with a
 * warning, and only on a loopback address: nothing is refused then, neither a bad request nor a
 * missing token.
 */
@Component
@Profile("bare-for-bench")
class BareForBench implements BeanFactoryPostProcessor, EnvironmentAware {

  /** What finds the route and the instance. */
  private static final Set<String> KEPT = Set.of("methodFilter", "instanceFilter");

  private Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  /**
   * @throws IllegalStateException when the gateway would listen on another address than a loopback
   */
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var address = environment.getProperty("server.address", InetAddress.class);
    if (address == null || !address.isLoopbackAddress()) {
      throw new IllegalStateException(
          "The profile bare-for-bench checks no request, so server.address must be a loopback"
              + " address. Leave the profile away outside of a bench.");
    }
    LoggerFactory.getLogger(BareForBench.class)
        .warn("Profile bare-for-bench: no request is checked, logged, counted or limited");
    for (var type :
        Set.of(EdgeFilter.class, RouteFilter.class, RequestStep.class, HttpHeadersFilter.class)) {
      for (var name : beans.getBeanNamesForType(type, false, false)) {
        if (!KEPT.contains(name) && isOurs(beans.getType(name, false))) {
          ((BeanDefinitionRegistry) beans).removeBeanDefinition(name);
        }
      }
    }
  }

  private static boolean isOurs(Class<?> type) {
    return type != null && type.getName().startsWith(BareForBench.class.getPackageName());
  }
}

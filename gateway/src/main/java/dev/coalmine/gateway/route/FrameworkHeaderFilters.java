package dev.coalmine.gateway.route;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Takes the framework's header filters away. Each made a copy of all headers for each request, and
 * {@link ServiceHeaders} and {@link ConnectionHeaders} do what they did. The framework has no
 * setting for it.
 */
@Component
@Profile("!bare-for-bench")
class FrameworkHeaderFilters implements BeanFactoryPostProcessor {

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    for (var name : beans.getBeanNamesForType(HttpHeadersFilter.class, false, false)) {
      var type = beans.getType(name, false);
      if (type != null && type.getName().startsWith("org.springframework.")) {
        ((BeanDefinitionRegistry) beans).removeBeanDefinition(name);
      }
    }
  }
}

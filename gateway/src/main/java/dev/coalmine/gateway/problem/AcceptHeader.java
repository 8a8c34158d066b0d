package dev.coalmine.gateway.problem;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.accept.RequestedContentTypeResolverBuilder;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/**
 * {@code Accept} is for the services. WebFlux would parse it on the way of each failure, and on
 * some bytes its parser fails itself: a 401 became a 500.
 */
@Configuration(proxyBeanMethods = false)
class AcceptHeader implements WebFluxConfigurer {

  @Override
  public void configureContentTypeResolver(RequestedContentTypeResolverBuilder resolver) {
    resolver.fixedResolver(MediaType.ALL);
  }
}

package dev.coalmine.gateway.problem;

import org.springframework.boot.webflux.autoconfigure.WebHttpHandlerBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Refuses a {@code Content-Type} that Spring's parser fails on, as on a quote that does not end.
 * WebFlux reads it before any filter, so the connection ended without an answer. One that the
 * parser says is invalid goes on, to a filter that explains it.
 */
@Configuration(proxyBeanMethods = false)
class UnreadableContentType {

  @Bean
  WebHttpHandlerBuilderCustomizer refusesUnreadableContentTypes() {
    return builder -> builder.httpHandlerDecorator(UnreadableContentType::guarded);
  }

  private static HttpHandler guarded(HttpHandler next) {
    return (request, response) -> {
      if (isReadable(request)) {
        return next.handle(request, response);
      }
      response.setStatusCode(HttpStatus.BAD_REQUEST); // its body is UndecodableRequests'
      return response.setComplete();
    };
  }

  private static boolean isReadable(ServerHttpRequest request) {
    try {
      request.getHeaders().getContentType();
      return true;
    } catch (InvalidMediaTypeException e) {
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}

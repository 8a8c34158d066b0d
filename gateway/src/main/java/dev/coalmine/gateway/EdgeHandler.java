package dev.coalmine.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/**
 * Leads a request of the public port through the edge filters to the filters of its route, or to a
 * 404. It stands where WebFlux has its own handler, which asks every mapping of the framework in
 * turn, watches each request for observations that are off, and prepares what only controllers use.
 */
final class EdgeHandler implements HttpHandler {

  private static final Logger log = LoggerFactory.getLogger(EdgeHandler.class);
  private static final DisconnectedClientHelper disconnected =
      new DisconnectedClientHelper(EdgeHandler.class.getName());

  private final WebFilter filters;
  private final RoutePredicateHandlerMapping routes;
  private final ApplicationContext context;

  EdgeHandler(WebFilter filters, RoutePredicateHandlerMapping routes, ApplicationContext context) {
    this.filters = filters;
    this.routes = routes;
    this.context = context;
  }

  @Override
  public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
    var exchange = new EdgeExchange(request, response, context);
    Mono<Void> handled;
    try {
      handled = filters.filter(exchange, this::toRoute);
    } catch (RuntimeException e) {
      handled = Mono.error(e);
    }
    return handled
        .onErrorResume(failure -> unanswered(response, failure))
        .then(Mono.defer(response::setComplete));
  }

  private Mono<Void> toRoute(ServerWebExchange exchange) {
    return routes
        .getHandler(exchange)
        .switchIfEmpty(Mono.defer(EdgeHandler::noRoute))
        .flatMap(handler -> ((WebHandler) handler).handle(exchange));
  }

  private static Mono<Object> noRoute() {
    return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /**
   * What the filters did not answer: the answer is already under way, or the chain has a defect.
   */
  private static Mono<Void> unanswered(ServerHttpResponse response, Throwable failure) {
    if (response.setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR)) {
      log.error("A request failed before the filter that answers failures", failure);
      return Mono.empty();
    }
    if (disconnected.checkAndLogClientDisconnectedException(failure)) {
      return Mono.empty();
    }
    log.error("An answer that was under way was broken off", failure);
    return Mono.error(failure);
  }
}

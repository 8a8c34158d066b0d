package dev.coalmine.gateway.problem;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Puts a problem in the place of an error that is none: a service's server refuses some requests
 * with a page of its own, before any code of ours has seen them.
 */
@Component
class ServiceProblemFilter implements RouteFilter {

  /** They describe the body that is dropped. */
  private static final List<String> OF_THE_BODY =
      List.of(
          HttpHeaders.CACHE_CONTROL,
          HttpHeaders.CONTENT_DISPOSITION,
          HttpHeaders.CONTENT_ENCODING,
          HttpHeaders.CONTENT_LANGUAGE,
          HttpHeaders.CONTENT_RANGE,
          HttpHeaders.ETAG,
          HttpHeaders.EXPIRES,
          HttpHeaders.LAST_MODIFIED,
          HttpHeaders.TRANSFER_ENCODING);

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return chain.filter(exchange).then(Mono.defer(() -> explain(exchange)));
  }

  private static Mono<Void> explain(ServerWebExchange exchange) {
    var status = exchange.getResponse().getStatusCode();
    var headers = exchange.getResponse().getHeaders();
    if (status == null || !status.isError() || isProblem(headers)) {
      return Mono.empty();
    }
    OF_THE_BODY.forEach(headers::remove);
    return Mono.error(problem(status));
  }

  private static boolean isProblem(HttpHeaders headers) {
    try {
      return MediaType.APPLICATION_PROBLEM_JSON.equalsTypeAndSubtype(headers.getContentType());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Problem problem(HttpStatusCode code) {
    var known = HttpStatus.resolve(code.value());
    var status =
        known != null
            ? known
            : code.is5xxServerError() ? HttpStatus.BAD_GATEWAY : HttpStatus.BAD_REQUEST;
    return new Problem(
        status,
        Problems.slug(status),
        status.is5xxServerError()
            ? "The service failed and did not say why."
            : "The service's server refused the request before the service could read it.");
  }

  @Override
  public int getOrder() {
    return FilterOrder.SERVICE_PROBLEMS.order();
  }
}

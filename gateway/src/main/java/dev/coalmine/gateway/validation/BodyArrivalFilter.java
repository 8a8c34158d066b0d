package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.problem.Problem;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Breaks the request to the service off when the client's body does not arrive entirely, so that no
 * service takes a part of it for the whole.
 */
@Component
class BodyArrivalFilter implements RouteFilter {

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    var request = exchange.getRequest();
    var arrival = Body.present(request) ? BodyTracking.of(request) : null;
    if (arrival == null) {
      return chain.filter(exchange);
    }
    return chain
        .filter(exchange.mutate().request(new WholeBody(request, arrival)).build())
        .onErrorMap(
            failure -> isTimeout(failure) && arrival.waitsForClient(), _ -> BodyArrival.tooSlow());
  }

  private static boolean isTimeout(Throwable failure) {
    return failure instanceof ResponseStatusException answer
        && answer.getStatusCode() == HttpStatus.GATEWAY_TIMEOUT;
  }

  @Override
  public int getOrder() {
    return FilterOrder.BODY_ARRIVAL.order();
  }

  private static final class WholeBody extends ServerHttpRequestDecorator {

    private final BodyArrival arrival;

    WholeBody(ServerHttpRequest request, BodyArrival arrival) {
      super(request);
      this.arrival = arrival;
    }

    @Override
    public Flux<DataBuffer> getBody() {
      return super.getBody()
          .takeUntilOther(arrival.failure())
          .onErrorMap(failure -> !(failure instanceof Problem), _ -> BodyArrival.cutShort());
    }
  }
}

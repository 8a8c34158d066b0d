package dev.coalmine.gateway.instance;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.problem.Failure;
import dev.coalmine.gateway.route.KeyRule;
import dev.coalmine.gateway.route.RetryRule;
import dev.coalmine.gateway.route.RoutePolicy;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A second attempt, at another instance, for requests that may be repeated: those that change
 * nothing and those with an idempotency key. Only when the connection failed before any byte of the
 * answer, and never at the same instance: with one there is no second attempt. A route can do
 * without ({@link RetryRule}).
 */
@Component
class RetryFilter implements RouteFilter {

  private static final String KEY = "Idempotency-Key";

  private final LoadBalancer instances;
  private final MeterRegistry meters;

  RetryFilter(LoadBalancer instances, MeterRegistry meters) {
    this.instances = instances;
    this.meters = meters;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    var request = exchange.getRequest();
    var policy = RoutePolicy.of(exchange);
    if (policy.retry() == RetryRule.NEVER) {
      return chain.filter(exchange);
    }
    if (RoutePolicy.safe(exchange)) {
      return attempt(exchange, chain, null);
    }
    if (policy.key() == KeyRule.ABSENT || !request.getHeaders().containsHeader(KEY)) {
      return chain.filter(exchange);
    }
    var body = new ReplayableBody(request, exchange.getResponse().bufferFactory());
    return attempt(exchange.mutate().request(body).build(), chain, body);
  }

  private Mono<Void> attempt(
      ServerWebExchange exchange, GatewayFilterChain chain, @Nullable ReplayableBody body) {
    return chain
        .filter(exchange)
        .onErrorResume(failure -> retryable(exchange, failure, body), _ -> again(exchange, chain));
  }

  private boolean retryable(
      ServerWebExchange exchange, Throwable failure, @Nullable ReplayableBody body) {
    return Failure.of(failure) != Failure.OTHER
        && exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR) == null
        && (body == null || body.replayable())
        && instances.hasOther(RoutePolicy.of(exchange).service(), Instance.of(exchange));
  }

  private Mono<Void> again(ServerWebExchange exchange, GatewayFilterChain chain) {
    meters.counter("gateway.retries", "service", RoutePolicy.of(exchange).service()).increment();
    ServerWebExchangeUtils.removeAlreadyRouted(exchange);
    return chain.filter(exchange);
  }

  @Override
  public int getOrder() {
    return FilterOrder.RETRY.order();
  }
}

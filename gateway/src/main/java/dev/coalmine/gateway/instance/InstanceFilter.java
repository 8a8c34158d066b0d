package dev.coalmine.gateway.instance;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RouteFilter;
import dev.coalmine.gateway.problem.Failure;
import dev.coalmine.gateway.problem.Problem;
import dev.coalmine.gateway.route.RoutePolicy;
import java.time.Duration;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Decides which process of the service gets the request; a second attempt gets another one. */
@Component
class InstanceFilter implements RouteFilter {

  /** A new instance is known here after its registration and one reading of the registry. */
  private static final Duration REGISTRATION = Duration.ofSeconds(3);

  private final LoadBalancer instances;

  InstanceFilter(LoadBalancer instances) {
    this.instances = instances;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    var service = RoutePolicy.of(exchange).service();
    var instance = instances.choose(service, Instance.of(exchange));
    if (instance == null) {
      return Mono.error(
          new Problem(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "no-instance",
                  "No instance of the service is running. Nothing was done; try again.")
              .retryAfter(REGISTRATION));
    }
    instance.attach(exchange);
    exchange
        .getAttributes()
        .put(
            ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
            instance.at(exchange.getRequest().getURI()));
    return chain
        .filter(exchange)
        .doOnError(
            failure -> Failure.of(failure) == Failure.UNREACHABLE,
            _ -> instances.refused(service, instance));
  }

  @Override
  public int getOrder() {
    return FilterOrder.INSTANCE.order();
  }
}

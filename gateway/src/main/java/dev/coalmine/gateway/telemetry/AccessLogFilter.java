package dev.coalmine.gateway.telemetry;

import dev.coalmine.gateway.EdgeFilter;
import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.identity.Caller;
import dev.coalmine.gateway.instance.Instance;
import dev.coalmine.gateway.policy.Policies;
import dev.coalmine.gateway.ratelimit.LimitTrail;
import dev.coalmine.gateway.route.RoutePolicy;
import dev.coalmine.gateway.trace.RequestIdFilter;
import dev.coalmine.gateway.trace.TraceContext;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * One structured line per request, in logger {@code access}. The query is left out: it may hold
 * what people look for.
 */
@Component
class AccessLogFilter implements EdgeFilter {

  private static final Logger log = LoggerFactory.getLogger("access");

  private final Policies policies;

  AccessLogFilter(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (!log.isInfoEnabled()) {
      return chain.filter(exchange);
    }
    long start = System.nanoTime();
    return chain.filter(exchange).doFinally(end -> write(exchange, end, start));
  }

  private void write(ServerWebExchange exchange, SignalType end, long start) {
    var request = exchange.getRequest();
    var trace = TraceContext.of(exchange);
    var method = request.getMethod().name();
    var path = request.getPath().value();
    int status = FinalStatus.status(exchange.getResponse(), end);
    long took = System.nanoTime() - start;
    var line =
        log.atInfo()
            .addKeyValue("trace.id", trace.traceId())
            .addKeyValue("span.id", trace.spanId())
            .addKeyValue("http.request.id", RequestIdFilter.of(exchange))
            .addKeyValue("http.request.method", method)
            .addKeyValue("url.path", path)
            .addKeyValue("http.response.status_code", status)
            .addKeyValue("event.duration", took)
            .addKeyValue("route", RoutePolicy.name(exchange))
            .addKeyValue("policy", policies.match(exchange).policy().version());
    var remote = request.getRemoteAddress();
    if (remote != null) {
      line = line.addKeyValue("client.ip", remote.getAddress().getHostAddress());
    }
    var caller = Caller.of(exchange);
    if (caller != null) {
      line = line.addKeyValue("user.id", caller.subject());
    }
    var instance = Instance.of(exchange);
    if (instance != null) {
      line = line.addKeyValue("upstream", instance.address());
    }
    var limit = LimitTrail.deciding(exchange);
    if (limit != null) {
      line =
          line.addKeyValue("limit.name", limit.rule().name())
              .addKeyValue("limit.decision", limit.outcome().word())
              .addKeyValue("limit.remaining", limit.remaining());
    }
    line.log("{} {} {} in {} ms", method, path, status, TimeUnit.NANOSECONDS.toMillis(took));
  }

  @Override
  public int getOrder() {
    return FilterOrder.ACCESS_LOG.order();
  }
}

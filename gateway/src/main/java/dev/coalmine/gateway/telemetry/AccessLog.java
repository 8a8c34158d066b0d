package dev.coalmine.gateway.telemetry;

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

/**
 * One structured line per request, in logger {@code access}. The query is left out: it may hold
 * what people look for.
 */
@Component
class AccessLog {

  private static final Logger log = LoggerFactory.getLogger("access");

  private final Policies policies;

  AccessLog(Policies policies) {
    this.policies = policies;
  }

  /**
   * @param took nanoseconds from the arrival of the head to the end of the answer
   */
  void write(ServerWebExchange exchange, int status, long took) {
    if (!log.isInfoEnabled()) {
      return;
    }
    var request = exchange.getRequest();
    var trace = TraceContext.of(exchange);
    var method = request.getMethod().name();
    var path = request.getPath().value();
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
}

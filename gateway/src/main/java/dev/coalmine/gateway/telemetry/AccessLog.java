package dev.coalmine.gateway.telemetry;

import dev.coalmine.gateway.identity.Caller;
import dev.coalmine.gateway.instance.AttemptFilter;
import dev.coalmine.gateway.instance.Instance;
import dev.coalmine.gateway.policy.Policies;
import dev.coalmine.gateway.problem.RefusalCount;
import dev.coalmine.gateway.ratelimit.LimitTrail;
import dev.coalmine.gateway.route.RoutePolicy;
import dev.coalmine.gateway.trace.RequestIdFilter;
import dev.coalmine.gateway.trace.TraceContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * One line per request on the standard output, in the fields of the Elastic Common Schema as the
 * rest of the log, with all that was decided about the request. The query is left out: it may hold
 * what people look for. The level of logger {@code access} switches the lines off.
 */
@Component
class AccessLog implements DisposableBean {

  private static final Logger LEVEL = LoggerFactory.getLogger("access");
  private static final Duration LINGER = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Policies policies;
  private final String service;
  private final String version;
  private final long process = ProcessHandle.current().pid();
  private final TimestampText timestamps = new TimestampText();
  private final LineWriter writer = new LineWriter(AccessLog::print, LINGER, PATIENCE);

  AccessLog(
      Policies policies,
      @Value("${spring.application.name}") String service,
      @Value("${coalmine.instance.version}") String version) {
    this.policies = policies;
    this.service = service;
    this.version = version;
  }

  /**
   * @param took nanoseconds from the arrival of the head to the end of the answer
   */
  void write(ServerWebExchange exchange, int status, long took) {
    if (LEVEL.isInfoEnabled()) {
      writer.add(line(exchange, status, took));
    }
  }

  private byte[] line(ServerWebExchange exchange, int status, long took) {
    var request = exchange.getRequest();
    var trace = TraceContext.of(exchange);
    var method = request.getMethod().name();
    var path = request.getPath().value();
    var line = new JsonLine();
    line.text("@timestamp", timestamps.of(Instant.now()));
    line.object("log").text("level", "INFO").text("logger", "access").end();
    line.object("process").number("pid", process).end();
    line.object("service").text("name", service).text("version", version).end();
    line.text(
        "message", method + " " + path + " " + status + " in " + took / NANOS_PER_MILLI + " ms");
    line.object("trace").text("id", trace.traceId()).end();
    line.object("span").text("id", trace.spanId()).end();
    line.object("http");
    line.object("request").text("id", RequestIdFilter.of(exchange)).text("method", method).end();
    line.object("response").number("status_code", status).end().end();
    line.object("url").text("path", path).end();
    line.object("event").number("duration", took).end();
    line.text("route", RoutePolicy.name(exchange));
    line.text("policy", policies.match(exchange).policy().version());
    var client = address(request.getRemoteAddress());
    if (client != null) {
      line.object("client").text("ip", client.getHostAddress()).end();
    }
    var caller = Caller.of(exchange);
    if (caller != null) {
      line.object("user").text("id", caller.subject()).end();
    }
    var instance = Instance.of(exchange);
    if (instance != null) {
      line.text("upstream", instance.address());
    }
    var limit = LimitTrail.deciding(exchange);
    if (limit != null) {
      line.object("limit").text("name", limit.rule().name());
      line.text("decision", limit.outcome().word()).number("remaining", limit.remaining()).end();
    }
    line.number("attempts", AttemptFilter.attempts(exchange));
    var refusal = RefusalCount.of(exchange);
    if (refusal != null) {
      line.text("refusal", refusal);
    }
    return line.object("ecs").text("version", "8.11").end().complete();
  }

  /** None when the name that a proxy has sent was not looked up. */
  static @Nullable InetAddress address(@Nullable InetSocketAddress remote) {
    return remote == null ? null : remote.getAddress();
  }

  /** The stream that the rest of the log is written to, which keeps lines apart. */
  private static void print(byte[] lines) {
    System.out.write(lines, 0, lines.length);
    System.out.flush();
  }

  /** The server has ended its last request by now. */
  @Override
  public void destroy() {
    writer.close();
  }
}

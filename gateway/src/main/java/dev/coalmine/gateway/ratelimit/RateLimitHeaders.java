package dev.coalmine.gateway.ratelimit;

import dev.coalmine.gateway.limit.Decision;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.limit.Mode;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells a client what is left of each limit of its request: {@code RateLimit-Policy} and {@code
 * RateLimit} of draft-ietf-httpapi-ratelimit-headers-11, lists of strings with parameters (RFC
 * 9651). A limit that only counts is left out, because clients would slow down for it.
 *
 * <p>The draft has one window for each limit. That of a bucket is the time in which its burst comes
 * back, in whole seconds, with the requests that the rate admits in it.
 */
@Component
class RateLimitHeaders implements HttpHeadersFilter, Ordered {

  static final String POLICY = "RateLimit-Policy";
  static final String LIMIT = "RateLimit";

  private static final long MICROS = 1_000_000;

  static void write(ServerWebExchange exchange, Decision decision) {
    if (decision.rule().mode() == Mode.COUNT) {
      return;
    }
    var headers = exchange.getResponse().getHeaders();
    append(headers, POLICY, policy(decision.rule()));
    append(headers, LIMIT, limit(decision));
  }

  /** Several limits are members of one list. */
  private static void append(HttpHeaders headers, String name, String member) {
    var before = headers.getFirst(name);
    headers.set(name, before == null ? member : before + ", " + member);
  }

  private static String policy(LimitRule rule) {
    long window = window(rule);
    long quota =
        Math.max(1, (long) ((double) rule.permits() * window / rule.period().toNanos() * 1e9));
    return '"' + rule.name() + "\";q=" + quota + ";w=" + window;
  }

  /** In whole seconds, at least 1. */
  private static long window(LimitRule rule) {
    double periods = rule.algorithm().windowed() ? 1 : (double) rule.burst() / rule.permits();
    return Math.max(1, (long) Math.ceil(rule.period().toNanos() * periods / 1e9 - 1e-9));
  }

  /** A refusal has the end of the wait as its time, as {@code Retry-After} has. */
  private static String limit(Decision decision) {
    long wait = decision.refused() ? decision.retryAfter() : decision.reset();
    long remaining = decision.refused() ? 0 : decision.remaining();
    return '"' + decision.rule().name() + "\";r=" + remaining + ";t=" + seconds(wait);
  }

  /** Rounds up to whole seconds. */
  static long seconds(long micros) {
    return Math.ceilDiv(micros, MICROS);
  }

  /** What a service says of limits of its own is dropped where the gateway has some. */
  @Override
  public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
    if (exchange.getResponse().getHeaders().containsHeader(LIMIT)) {
      input.remove(LIMIT);
      input.remove(POLICY);
    }
    return input;
  }

  @Override
  public boolean supports(Type type) {
    return type == Type.RESPONSE;
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}

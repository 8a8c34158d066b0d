package dev.coalmine.gateway.cors;

import dev.coalmine.gateway.EdgeFilter;
import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.policy.Policies;
import dev.coalmine.gateway.problem.Problem;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets browsers read answers from pages of other origins, errors included: it runs before the
 * filters that refuse. Cookies are never asked for, because a token travels in a header.
 */
@Component
class CorsFilter implements EdgeFilter {

  private static final Duration PREFLIGHT_KEPT = Duration.ofMinutes(30);
  private static final List<String> REQUEST_HEADERS =
      List.of(
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "If-None-Match",
          "Last-Event-ID",
          "X-Request-Id",
          "traceparent",
          "tracestate");
  private static final List<String> RESPONSE_HEADERS =
      List.of(
          "Allow",
          "ETag",
          "Idempotent-Replayed",
          "Location",
          "RateLimit",
          "RateLimit-Policy",
          "Retry-After",
          "WWW-Authenticate",
          "X-Request-Id");

  private final CorsSettings settings;
  private final Policies policies;
  private final CorsProcessor processor = new DefaultCorsProcessor();

  CorsFilter(CorsSettings settings, Policies policies) {
    this.settings = settings;
    this.policies = policies;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    var origins = settings.of(request.getPath().value()).origins();
    if (origins.isEmpty()) {
      return chain.filter(exchange);
    }
    var configuration = configuration(origins, policies.match(exchange).policy().methods());
    if (CorsUtils.isPreFlightRequest(request)) {
      return answerPreflight(exchange, configuration);
    }
    tellBrowser(exchange, configuration);
    return chain.filter(exchange);
  }

  private Mono<Void> answerPreflight(ServerWebExchange exchange, CorsConfiguration configuration) {
    if (!processor.process(configuration, exchange)) {
      return Mono.error(
          new Problem(
              HttpStatus.FORBIDDEN,
              "origin-not-allowed",
              "Pages of this origin may not send this request."));
    }
    exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT);
    return exchange.getResponse().setComplete();
  }

  /**
   * A request is served whatever its origin: a browser keeps the answer from a page that may not
   * read it, and the gateway cannot tell its own origin behind a proxy that ends TLS.
   */
  private static void tellBrowser(ServerWebExchange exchange, CorsConfiguration configuration) {
    var headers = exchange.getResponse().getHeaders();
    headers.add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    var allowed = configuration.checkOrigin(exchange.getRequest().getHeaders().getOrigin());
    if (allowed != null) {
      headers.setAccessControlAllowOrigin(allowed);
      headers.setAccessControlExposeHeaders(RESPONSE_HEADERS);
    }
  }

  private static CorsConfiguration configuration(List<String> origins, List<HttpMethod> methods) {
    var configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(origins);
    configuration.setAllowedMethods(methods.stream().map(HttpMethod::name).toList());
    configuration.setAllowedHeaders(REQUEST_HEADERS);
    configuration.setExposedHeaders(RESPONSE_HEADERS);
    configuration.setMaxAge(PREFLIGHT_KEPT);
    return configuration;
  }

  @Override
  public int getOrder() {
    return FilterOrder.CORS.order();
  }
}

package dev.coalmine.gateway;

import java.security.Principal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.SimpleLocaleContext;
import org.springframework.http.codec.multipart.Part;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * Holds a request and its answer. Sessions, forms and languages, which the framework's own exchange
 * prepares for each request, are left out, because a gateway never asks for them.
 */
final class EdgeExchange implements ServerWebExchange {

  /** The map never grows, because fewer attributes are set. */
  private static final int ATTRIBUTES = 64;

  private static final LocaleContext LOCALE = new SimpleLocaleContext(Locale.ROOT);

  private final ServerHttpRequest request;
  private final ServerHttpResponse response;
  private final ApplicationContext context;
  private final Map<String, Object> attributes = new ConcurrentHashMap<>(ATTRIBUTES);

  EdgeExchange(ServerHttpRequest request, ServerHttpResponse response, ApplicationContext context) {
    this.request = request;
    this.response = response;
    this.context = context;
  }

  @Override
  public ServerHttpRequest getRequest() {
    return request;
  }

  @Override
  public ServerHttpResponse getResponse() {
    return response;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return attributes;
  }

  @Override
  public ApplicationContext getApplicationContext() {
    return context;
  }

  @Override
  public String getLogPrefix() {
    return request.getId() + " ";
  }

  @Override
  public Mono<WebSession> getSession() {
    return Mono.empty();
  }

  @Override
  public <T extends Principal> Mono<T> getPrincipal() {
    return Mono.empty();
  }

  @Override
  public Mono<MultiValueMap<String, String>> getFormData() {
    return Mono.just(new LinkedMultiValueMap<>());
  }

  @Override
  public Mono<MultiValueMap<String, Part>> getMultipartData() {
    return Mono.just(new LinkedMultiValueMap<>());
  }

  @Override
  public LocaleContext getLocaleContext() {
    return LOCALE;
  }

  @Override
  public boolean isNotModified() {
    return false;
  }

  @Override
  public boolean checkNotModified(Instant lastModified) {
    return false;
  }

  @Override
  public boolean checkNotModified(String etag) {
    return false;
  }

  @Override
  public boolean checkNotModified(@Nullable String etag, Instant lastModified) {
    return false;
  }

  @Override
  public String transformUrl(String url) {
    return url;
  }

  @Override
  public void addUrlTransformer(Function<String, String> transformer) {
    throw new UnsupportedOperationException("the gateway writes no page whose links change");
  }
}

package dev.coalmine.gateway.identity;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who a verified token speaks for.
 *
 * @param subject the customer
 * @param client the application that the customer uses; empty when the token names none
 * @param expires when the token ends
 */
public record Caller(String subject, String client, Set<String> scopes, Instant expires) {

  private static final String ATTRIBUTE = Caller.class.getName();

  /** The caller; no one when the request had no token. */
  public static @Nullable Caller of(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }

  void attach(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }
}

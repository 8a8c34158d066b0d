package dev.coalmine.gateway.trace;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** Takes the caller's name for this request if it is harmless, else makes one; returns it. */
@Component
public class RequestIdFilter implements RequestStep {

  static final String HEADER = "X-Request-Id";

  private static final String ATTRIBUTE = RequestIdFilter.class.getName();
  private static final int LONGEST = 64;

  @Override
  public void apply(ServerWebExchange exchange) {
    var offered = exchange.getRequest().getHeaders().getFirst(HEADER);
    var id = harmless(offered) ? offered : generate();
    exchange.getAttributes().put(ATTRIBUTE, id);
    exchange.getResponse().getHeaders().set(HEADER, id);
  }

  public static String of(ServerWebExchange exchange) {
    return exchange.getRequiredAttribute(ATTRIBUTE);
  }

  /** It is written to logs of several systems: letters, digits and -._ only. */
  static boolean harmless(@Nullable String id) {
    if (id == null || id.isEmpty() || id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!alphanumeric && c != '-' && c != '.' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private static String generate() {
    var random = ThreadLocalRandom.current();
    return TraceContext.hex(random.nextLong()) + TraceContext.hex(random.nextLong());
  }

  @Override
  public int getOrder() {
    return FilterOrder.REQUEST_ID.order();
  }
}

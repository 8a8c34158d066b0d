package dev.coalmine.gateway.validation;

import dev.coalmine.gateway.FilterOrder;
import dev.coalmine.gateway.RequestStep;
import dev.coalmine.gateway.problem.Problem;
import dev.coalmine.gateway.route.KeyRule;
import dev.coalmine.gateway.route.RoutePolicy;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Without a key a client could not repeat an unsafe request whose answer was lost. What a key means
 * is the service's business; here it only has to be there and be harmless.
 */
@Component
class IdempotencyKeyFilter implements RequestStep {

  private static final String HEADER = "Idempotency-Key";
  private static final int LONGEST = 128;

  @Override
  public void apply(ServerWebExchange exchange) {
    var rule = RoutePolicy.of(exchange).key();
    if (RoutePolicy.safe(exchange) || rule == KeyRule.ABSENT) {
      return;
    }
    var keys = exchange.getRequest().getHeaders().getOrEmpty(HEADER);
    if (keys.isEmpty() && rule == KeyRule.OPTIONAL) {
      return;
    }
    if (keys.isEmpty()) {
      throw refusal("missing", "A request that changes something needs an Idempotency-Key.");
    }
    if (keys.size() > 1 || !printable(keys.getFirst())) {
      throw refusal(
          "invalid",
          "The Idempotency-Key must be one value of 1 to 128 printable ASCII characters.");
    }
  }

  private static Problem refusal(String how, String detail) {
    return new Problem(HttpStatus.BAD_REQUEST, "idempotency-key-" + how, detail);
  }

  static boolean printable(String key) {
    if (key.isEmpty() || key.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      if (key.charAt(i) < ' ' || key.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public int getOrder() {
    return FilterOrder.IDEMPOTENCY_KEY.order();
  }
}

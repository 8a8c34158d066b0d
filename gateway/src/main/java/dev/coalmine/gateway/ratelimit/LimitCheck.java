package dev.coalmine.gateway.ratelimit;

import dev.coalmine.gateway.limit.Decision;
import dev.coalmine.gateway.limit.LimitKey;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.limit.RateLimits;
import dev.coalmine.gateway.limit.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Asks the limits of a route in their order, until one refuses. What an earlier limit has granted
 * to a request that a later one refuses stays taken. No operator is made while every limit can
 * decide at once.
 */
@Component
class LimitCheck {

  private final RateLimits limits;

  LimitCheck(RateLimits limits) {
    this.limits = limits;
  }

  /** Which requests a limit counts together; none when it does not apply to this one. */
  interface Subjects {

    @Nullable Subject of(ServerWebExchange exchange, LimitKey by);
  }

  Mono<Void> pass(
      ServerWebExchange exchange,
      GatewayFilterChain chain,
      List<LimitRule> rules,
      Subjects subjects) {
    return pass(exchange, chain, rules, subjects, 0);
  }

  private Mono<Void> pass(
      ServerWebExchange exchange,
      GatewayFilterChain chain,
      List<LimitRule> rules,
      Subjects subjects,
      int from) {
    for (int i = from; i < rules.size(); i++) {
      var rule = rules.get(i);
      var subject = subjects.of(exchange, rule.by());
      if (subject == null) {
        continue;
      }
      var decision = limits.decide(rule, subject);
      if (decision == null) {
        int next = i + 1;
        return ClientLoop.goOn(exchange, Mono.fromFuture(() -> limits.ask(rule, subject), true))
            .flatMap(
                answer ->
                    follow(exchange, answer)
                        ? pass(exchange, chain, rules, subjects, next)
                        : RateLimited.of(answer));
      }
      if (!follow(exchange, decision)) {
        return RateLimited.of(decision);
      }
    }
    return chain.filter(exchange);
  }

  /** Whether the request goes on. */
  private static boolean follow(ServerWebExchange exchange, Decision decision) {
    LimitTrail.add(exchange, decision);
    RateLimitHeaders.write(exchange, decision);
    return !decision.refused();
  }
}

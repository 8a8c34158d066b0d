package dev.coalmine.gateway.ratelimit;

import dev.coalmine.gateway.limit.Decision;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.problem.Problem;
import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** Answers a request that exceeds a limit. */
final class Refusal {

  private Refusal() {}

  static Mono<Void> of(Decision decision) {
    long seconds = RateLimitHeaders.seconds(decision.retryAfter());
    var detail =
        "The limit %s admits %s; try again in %d s."
            .formatted(decision.rule().name(), rate(decision.rule()), seconds);
    return Mono.error(
        new Problem(HttpStatus.TOO_MANY_REQUESTS, "rate-limited", detail)
            .retryAfter(Duration.ofSeconds(seconds)));
  }

  private static String rate(LimitRule rule) {
    var period = DurationStyle.SIMPLE.print(rule.period());
    return rule.permits() == 1
        ? "1 request per " + period
        : "%d requests per %s".formatted(rule.permits(), period);
  }
}

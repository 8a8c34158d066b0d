package dev.coalmine.gateway.ratelimit;

import dev.coalmine.gateway.limit.Decision;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.problem.Problem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** Answers a request that exceeds a limit. */
final class RateLimited {

  private static final List<ChronoUnit> UNITS =
      List.of(
          ChronoUnit.DAYS,
          ChronoUnit.HOURS,
          ChronoUnit.MINUTES,
          ChronoUnit.SECONDS,
          ChronoUnit.MILLIS);

  private RateLimited() {}

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
    return (rule.permits() == 1 ? "1 request per " : rule.permits() + " requests per ")
        + text(rule.period());
  }

  /** In the largest unit that the period is a multiple of: hour, 90 minutes. */
  private static String text(Duration period) {
    var unit =
        UNITS.stream()
            .filter(it -> period.toNanos() % it.getDuration().toNanos() == 0)
            .findFirst()
            .orElse(ChronoUnit.NANOS);
    long count = period.dividedBy(unit.getDuration());
    var name = unit.toString().toLowerCase(Locale.ROOT).replace("millis", "milliseconds");
    return count == 1 ? name.substring(0, name.length() - 1) : count + " " + name;
  }
}

package dev.coalmine.gateway.limit;

import dev.coalmine.gateway.limit.Decision.Outcome;
import dev.coalmine.gateway.limit.Decision.Source;
import dev.coalmine.gateway.limit.algorithm.Gcra;
import dev.coalmine.gateway.limit.redis.Script;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A rule with all that is made of it once: its script, the beginning of its keys, its counters. */
final class Limit {

  private static final Map<Algorithm, Script> SCRIPTS = scripts();

  private final LimitRule rule;
  private final long period;
  private final String prefix;
  private final List<String> arguments;
  private final Counter[][] decisions = new Counter[Outcome.values().length][];

  Limit(LimitRule rule, MeterRegistry meters) {
    this.rule = rule;
    this.period = rule.period().toNanos() / 1_000;
    this.arguments =
        List.of(Long.toString(rule.permits()), Long.toString(period), Long.toString(rule.burst()));
    // another rule under the same name begins anew
    this.prefix =
        "limit:%s:%s:%s:"
            .formatted(rule.name(), word(rule.algorithm()), String.join(":", arguments));
    for (var outcome : Outcome.values()) {
      decisions[outcome.ordinal()] = counters(outcome, meters);
    }
  }

  private Counter[] counters(Outcome outcome, MeterRegistry meters) {
    var counters = new Counter[Source.values().length];
    for (var source : Source.values()) {
      counters[source.ordinal()] =
          Counter.builder("gateway.limit.decisions")
              .tag("limit", rule.name())
              .tag("decision", outcome.word())
              .tag("source", word(source))
              .register(meters);
    }
    return counters;
  }

  LimitRule rule() {
    return rule;
  }

  boolean leased() {
    return rule.lease() > 1;
  }

  Script script() {
    return SCRIPTS.get(rule.algorithm());
  }

  /** As the script takes them: permits, period in microseconds, burst. */
  List<String> arguments() {
    return arguments;
  }

  String key(Subject subject) {
    return prefix + subject.key();
  }

  /**
   * The share of one gateway: its part of the rate and of the burst.
   *
   * @param before the state to go on with, if there is one
   */
  Gcra share(Gcra before, int gateways) {
    long burst = Math.max(1, rule.burst() / gateways);
    return before.with(period * gateways, burst);
  }

  Gcra share(int gateways) {
    return share(new Gcra(rule.permits(), period, rule.burst()), gateways);
  }

  Decision decide(boolean admitted, Source source, long remaining, long retryAfter, long reset) {
    var outcome =
        admitted ? Outcome.ADMITTED : rule.mode() == Mode.COUNT ? Outcome.COUNTED : Outcome.REFUSED;
    decisions[outcome.ordinal()][source.ordinal()].increment();
    return new Decision(rule, outcome, source, remaining, retryAfter, reset);
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<Algorithm, Script> scripts() {
    var scripts = new EnumMap<Algorithm, Script>(Algorithm.class);
    for (var algorithm : Algorithm.values()) {
      scripts.put(algorithm, Script.named(word(algorithm)));
    }
    return scripts;
  }
}

package dev.coalmine.gateway.policy;

import dev.coalmine.gateway.limit.Algorithm;
import dev.coalmine.gateway.limit.LimitKey;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.limit.Mode;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one limit. */
final class LimitReader {

  private static final Set<String> SETTINGS =
      Set.of("by", "rate", "burst", "algorithm", "lease", "mode");
  private static final Pattern RATE = Pattern.compile("([0-9]{1,9})/(ms|s|min|h|d)");

  private LimitReader() {}

  private record Rate(long permits, Duration period) {}

  /** Returns no limit when any of its settings is wrong, which is noted. */
  static @Nullable LimitRule read(String name, Setting setting) {
    var section = setting.section();
    if (section == null) {
      return null;
    }
    section.allows(SETTINGS);
    var by = section.required("by");
    var key = by == null ? null : by.choice(LimitKey.class);
    var algorithm = choice(section, "algorithm", Algorithm.class, Algorithm.GCRA);
    var mode = choice(section, "mode", Mode.class, Mode.ENFORCE);
    var written = section.required("rate");
    var rate = written == null || algorithm == null ? null : rate(written, algorithm);
    var burst = rate == null || algorithm == null ? null : burst(section, algorithm, rate);
    var lease = burst == null ? null : lease(section, burst);
    if (key == null || mode == null || lease == null) {
      return null;
    }
    var rule =
        new LimitRule(
            name, key, algorithm, rate.permits, rate.period, burst, lease.intValue(), mode);
    var given = section.get("burst");
    if (given != null && rule.refusesTooEarly()) {
      given.doubt("is less than the rate admits in 100 ms: clients that keep to it are refused");
    }
    return rule;
  }

  private static <E extends Enum<E>> @Nullable E choice(
      Section section, String name, Class<E> type, E otherwise) {
    var setting = section.get(name);
    return setting == null ? otherwise : setting.choice(type);
  }

  private static @Nullable Rate rate(Setting setting, Algorithm algorithm) {
    var text = setting.text();
    if (text == null) {
      return null;
    }
    var parts = RATE.matcher(text);
    if (!parts.matches()) {
      setting.wrong(
          "must be a number per ms, s, min, h or d, as 100/s, not \"%s\""
              .formatted(Setting.shown(text)));
      return null;
    }
    long permits = Long.parseLong(parts.group(1));
    var period = period(parts.group(2));
    long most = LimitRule.mostPermits(algorithm, period);
    if (permits < 1 || permits > most) {
      setting.wrong("must be 1/%2$s to %1$d/%2$s, not %3$s".formatted(most, parts.group(2), text));
      return null;
    }
    return new Rate(permits, period);
  }

  private static Duration period(String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "min" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }

  private static @Nullable Long burst(Section section, Algorithm algorithm, Rate rate) {
    if (algorithm.windowed()) {
      var given = section.get("burst");
      if (given == null) {
        return rate.permits;
      }
      given.wrong(
          "is not for an algorithm with a window, whose rate says how many may come at once");
      return null;
    }
    var given = section.required("burst");
    return given == null
        ? null
        : given.number(1, LimitRule.mostBurst(algorithm, rate.permits, rate.period));
  }

  private static @Nullable Long lease(Section section, long burst) {
    var given = section.get("lease");
    return given == null ? Long.valueOf(1) : given.number(1, LimitRule.mostLease(burst));
  }
}

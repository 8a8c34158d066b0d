package dev.coalmine.gateway.policy;

import dev.coalmine.gateway.limit.LimitKey;
import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.route.Access;
import dev.coalmine.gateway.route.KeyRule;
import dev.coalmine.gateway.route.PathTemplate;
import dev.coalmine.gateway.route.RetryRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** Reads one route. */
final class RouteReader {

  private static final Set<String> SETTINGS =
      Set.of(
          "name",
          "paths",
          "methods",
          "service",
          "access",
          "limits",
          "time-limit",
          "idempotency-key",
          "retry");
  private static final Pattern PATH = Pattern.compile("(/(\\*|[A-Za-z0-9_~-][A-Za-z0-9._~-]*))+");
  private static final Pattern SCOPE = Pattern.compile("scope +([!#-\\[\\]-~]{1,100})");
  private static final int MOST_PATHS = 50;
  private static final int MOST_LIMITS = 8;

  private final DefinedLimits defined;

  RouteReader(DefinedLimits defined) {
    this.defined = defined;
  }

  /** Returns nothing when it is no group of settings, which is noted. */
  @Nullable RouteCandidate read(Setting setting) {
    var section = setting.section();
    if (section == null) {
      return null;
    }
    section.allows(SETTINGS);
    var access = required(section, "access", RouteReader::access);
    return new RouteCandidate(
        section,
        required(section, "name", Setting::name),
        paths(section),
        methods(section),
        required(section, "service", Setting::name),
        access,
        limits(section, access),
        required(section, "time-limit", RouteReader::timeLimit),
        choice(section, "idempotency-key", KeyRule.class, KeyRule.REQUIRED),
        choice(section, "retry", RetryRule.class, RetryRule.OTHER_INSTANCE));
  }

  private static <T> @Nullable T required(
      Section section, String name, Function<Setting, @Nullable T> reading) {
    var setting = section.required(name);
    return setting == null ? null : reading.apply(setting);
  }

  private static <E extends Enum<E>> @Nullable E choice(
      Section section, String name, Class<E> type, E otherwise) {
    var setting = section.get(name);
    return setting == null ? otherwise : setting.choice(type);
  }

  private static List<PathTemplate> paths(Section section) {
    var paths = new ArrayList<PathTemplate>();
    var setting = section.required("paths");
    for (var element : elements(setting, MOST_PATHS, "paths")) {
      var text = element.text();
      if (text == null) {
        continue;
      }
      var template = new PathTemplate(text);
      if (!PATH.matcher(text).matches()) {
        element.wrong(
            "must be a path as /api/orders/*, where * is one whole segment, not \"%s\""
                .formatted(Setting.shown(text)));
      } else if (paths.contains(template)) {
        element.wrong("is there twice: " + text);
      } else {
        paths.add(template);
      }
    }
    return paths;
  }

  private static List<HttpMethod> methods(Section section) {
    var methods = new ArrayList<HttpMethod>();
    var setting = section.required("methods");
    for (var element : elements(setting, Policy.METHODS.size(), "methods")) {
      var text = element.text();
      if (text == null) {
        continue;
      }
      var method = HttpMethod.valueOf(text);
      if (!Policy.METHODS.contains(method)) {
        var known = Policy.METHODS.stream().map(HttpMethod::name).toList();
        element.wrong(
            "must be one of %s, not \"%s\""
                .formatted(String.join(", ", known), Setting.shown(text)));
      } else if (methods.contains(method)) {
        element.wrong("is there twice: " + text);
      } else {
        methods.add(method);
      }
    }
    return methods;
  }

  private static List<Setting> elements(@Nullable Setting setting, int most, String what) {
    return setting == null ? List.of() : setting.list(1, most, what);
  }

  private static @Nullable Access access(Setting setting) {
    var text = setting.text();
    if (text == null) {
      return null;
    }
    var scope = SCOPE.matcher(text);
    if (scope.matches()) {
      return new Access.Scope(scope.group(1));
    }
    switch (text) {
      case "unchecked":
        return new Access.Unchecked();
      case "anyone":
        return new Access.Anyone();
      default:
        setting.wrong(
            "must be unchecked, anyone or a scope, as scope orders:read, not \"%s\""
                .formatted(Setting.shown(text)));
        return null;
    }
  }

  private static @Nullable Optional<Duration> timeLimit(Setting setting) {
    if ("none".equals(setting.text())) {
      return Optional.empty();
    }
    var time = setting.time();
    return time == null ? null : Optional.of(time);
  }

  /** Those by address first: they are asked before it is known who calls. */
  private List<LimitRule> limits(Section section, @Nullable Access access) {
    var setting = section.get("limits");
    if (setting == null) {
      return List.of();
    }
    var rules = new ArrayList<LimitRule>();
    for (var element : setting.list(0, MOST_LIMITS, "limits")) {
      var rule = defined.use(element);
      if (rule == null) {
        continue;
      }
      if (rules.contains(rule)) {
        element.wrong("is there twice: " + rule.name());
      } else if (rule.by() != LimitKey.ADDRESS && access != null && !needsToken(access)) {
        element.wrong(
            "is %s, which counts by %s: without a token it would not apply, and this route needs none"
                .formatted(rule.name(), rule.by().name().toLowerCase(Locale.ROOT)));
      } else {
        rules.add(rule);
      }
    }
    rules.sort(Comparator.comparing(rule -> rule.by() != LimitKey.ADDRESS));
    return rules;
  }

  private static boolean needsToken(Access access) {
    return switch (access) {
      case Access.Scope _ -> true;
      case Access.Anyone _, Access.Unchecked _ -> false;
    };
  }
}

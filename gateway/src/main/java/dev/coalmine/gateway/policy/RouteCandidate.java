package dev.coalmine.gateway.policy;

import dev.coalmine.gateway.limit.LimitRule;
import dev.coalmine.gateway.route.Access;
import dev.coalmine.gateway.route.KeyRule;
import dev.coalmine.gateway.route.PathTemplate;
import dev.coalmine.gateway.route.RetryRule;
import dev.coalmine.gateway.route.RoutePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** A route as far as it could be read: what is wrong is left out, and has been noted. */
record RouteCandidate(
    Section section,
    @Nullable String name,
    List<PathTemplate> paths,
    List<HttpMethod> methods,
    @Nullable String service,
    @Nullable Access access,
    List<LimitRule> limits,
    @Nullable Optional<Duration> timeLimit,
    @Nullable KeyRule key,
    @Nullable RetryRule retry) {

  /**
   * Whether no request can reach this route, because each combination of its paths and methods is
   * taken by one of the earlier routes.
   */
  boolean shadowedBy(List<RouteCandidate> earlier) {
    return !paths.isEmpty()
        && !methods.isEmpty()
        && methods.stream().allMatch(method -> all(path -> taken(method, path, earlier)));
  }

  private boolean all(Predicate<PathTemplate> holds) {
    return paths.stream().allMatch(holds);
  }

  private static boolean taken(
      HttpMethod method, PathTemplate path, List<RouteCandidate> candidates) {
    return candidates.stream().anyMatch(candidate -> candidate.takes(method, path));
  }

  boolean takes(HttpMethod method, PathTemplate path) {
    return methods.contains(method) && paths.stream().anyMatch(mine -> mine.covers(path));
  }

  /** Of the earlier routes those that take something of this one. */
  List<String> namesOf(List<RouteCandidate> earlier) {
    return earlier.stream()
        .filter(
            one -> methods.stream().anyMatch(m -> paths.stream().anyMatch(p -> one.takes(m, p))))
        .map(one -> String.valueOf(one.name))
        .toList();
  }

  /** The route, when nothing in the file is wrong. */
  RoutePolicy policy() {
    return new RoutePolicy(
        Objects.requireNonNull(name),
        paths,
        methods,
        Objects.requireNonNull(service),
        Objects.requireNonNull(access),
        limits,
        Objects.requireNonNull(timeLimit).orElse(null),
        Objects.requireNonNull(key),
        Objects.requireNonNull(retry));
  }
}

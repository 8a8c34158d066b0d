package dev.coalmine.platform.identity;

import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A service's own rules: which scope opens which path. What it does not name is denied. Scopes are
 * authorities prefixed {@code SCOPE_}.
 */
@FunctionalInterface
public interface AccessRules {

  /** GET and HEAD of a path: what may be read may be asked for without its body, too. */
  static RequestMatcher reads(String pattern) {
    var paths = PathPatternRequestMatcher.withDefaults();
    return new OrRequestMatcher(
        paths.matcher(HttpMethod.GET, pattern), paths.matcher(HttpMethod.HEAD, pattern));
  }

  void apply(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests);
}

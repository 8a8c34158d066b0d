package dev.coalmine.platform.identity;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;

/**
 * A service's own rules: which scope opens which path. What it does not name is denied. Scopes are
 * authorities prefixed {@code SCOPE_}.
 */
@FunctionalInterface
public interface AccessRules {

  void apply(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests);
}

package dev.coalmine.gateway.route;

/** Who may use a route. */
public sealed interface Access {

  /** Not even a token is looked at: the service has its own way to know the caller. */
  record Unchecked() implements Access {}

  /** No token is needed; one that is sent must be valid. */
  record Anyone() implements Access {}

  /**
   * A valid token that has a scope is needed.
   *
   * @param name of the scope, as {@code orders:read}
   */
  record Scope(String name) implements Access {}
}

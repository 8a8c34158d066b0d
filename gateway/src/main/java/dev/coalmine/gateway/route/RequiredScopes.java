package dev.coalmine.gateway.route;

/**
 * Which scope opens a route.
 *
 * @param read for methods that change nothing
 * @param write for every other method
 */
public record RequiredScopes(String read, String write) {

  /** Needs no token. */
  public static final String ANYONE = "";

  /** Not even a token is looked at: the service has its own way to know the caller. */
  static final RequiredScopes OPEN = new RequiredScopes(ANYONE, ANYONE);

  public boolean open() {
    return equals(OPEN);
  }
}

package dev.coalmine.gateway.route;

/** What follows when the connection to an instance fails before any byte of the answer. */
public enum RetryRule {
  /** Another instance is asked, once, if the request is safe or has an idempotency key. */
  OTHER_INSTANCE,
  /** The failure is told to the client. */
  NEVER
}

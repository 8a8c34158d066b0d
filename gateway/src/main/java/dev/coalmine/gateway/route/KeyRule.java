package dev.coalmine.gateway.route;

/** Whether a request that changes something has an {@code Idempotency-Key}. */
public enum KeyRule {
  /** A request without a key is refused. */
  REQUIRED,
  /** A key may be left out; one that is sent must be valid. */
  OPTIONAL,
  /** The service knows no keys: none is looked at, and the request is never repeated. */
  ABSENT
}

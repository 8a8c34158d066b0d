package dev.coalmine.order.idempotency;

/** The result of claiming an idempotency key. */
public sealed interface Claim {

  /** The key is new, so the request is to be done. */
  record Fresh() implements Claim {}

  /** The same request was done before, and made this resource. */
  record Repeated(long resource) implements Claim {}

  /** The key was used for another request. */
  record Reused() implements Claim {}

  /** Another request uses the key and has not ended in time. The transaction must roll back. */
  record Busy() implements Claim {}
}

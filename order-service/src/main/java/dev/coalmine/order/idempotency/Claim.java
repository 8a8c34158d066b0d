package dev.coalmine.order.idempotency;

public sealed interface Claim {

  /** The key is new: go on. */
  record Fresh() implements Claim {}

  /** The same was asked before, and made this. */
  record Repeated(long resource) implements Claim {}

  /** The key was used for something else. */
  record Reused() implements Claim {}

  /** Another request uses the key and has not finished in time. The transaction is lost. */
  record Busy() implements Claim {}
}

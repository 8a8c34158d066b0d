package dev.coalmine.order.idempotency;

public sealed interface Claim {

  /** Nobody has used the key: go on. */
  record Fresh() implements Claim {}

  /** The same was asked before, and made this. */
  record Repeated(long resource) implements Claim {}

  /** The key was used for something else. */
  record Reused() implements Claim {}

  /** Somebody is using it right now and has not finished in time. The transaction is lost. */
  record Busy() implements Claim {}
}

package dev.coalmine.order.idempotency;

import java.time.Instant;

/** The idempotency keys that customers have used; kept in the transaction of what they did. */
public interface Keys {

  /**
   * Claims the key until the transaction ends, and for good if it commits. Waits a bounded time for
   * another transaction that has claimed it.
   *
   * @param resource what the request will make, if it is the first with this key
   */
  Claim claim(Key key, Fingerprint asked, long resource);

  /** Forgets keys first used before that time, at most so many; says how many. */
  int forgetBefore(Instant time, int most);
}

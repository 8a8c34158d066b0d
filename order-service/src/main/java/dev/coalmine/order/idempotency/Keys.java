package dev.coalmine.order.idempotency;

import java.time.Instant;

/**
 * The idempotency keys that customers have used. A key is kept in the transaction that it names.
 */
public interface Keys {

  /**
   * Claims the key until the transaction ends, and for good if it commits. Waits a bounded time for
   * another transaction that has claimed it.
   *
   * @param resource what the request makes if it is the first with this key
   */
  Claim claim(Key key, Fingerprint asked, long resource);

  /**
   * Forgets keys that were first used before the time.
   *
   * @param most keys that are forgotten at once
   * @return how many were forgotten
   */
  int forgetBefore(Instant time, int most);
}

package dev.coalmine.notification.domain;

import java.util.Optional;

/** Our view of orders, kept from what was said when they were placed. */
public interface KnownOrders {

  /**
   * Until the commit, no other transaction decides about this order. Two topics tell of it. Without
   * the lock, a consumer of one topic could miss what a consumer of the other has yet to commit.
   */
  void lock(String id);

  /** Adds an order; does nothing when it is known. */
  void add(KnownOrder order);

  Optional<KnownOrder> find(String id);
}

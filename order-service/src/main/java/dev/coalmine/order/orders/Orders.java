package dev.coalmine.order.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The orders with their lines, history and returns. */
public interface Orders {

  void add(Order order, List<OrderLine> lines);

  /** The order, locked until the transaction ends. */
  Optional<Order> lock(long id);

  List<OrderLine> lines(long order);

  /**
   * Stores the order after the change, and the change's transitions in its history.
   *
   * @throws IllegalStateException when the order has changed since it was locked
   */
  void save(Change change, Instant at);

  /** The oldest pending orders, locked; those that another transaction has locked are left out. */
  List<Order> lockPendingSince(Instant limit, int most);

  /** Adds the return, and its pieces to what was returned of the order's lines. */
  void add(Return returned);

  /**
   * Settles a return that waits for its refund, and changes no other.
   *
   * @return whether the order has such a return
   */
  boolean settle(long order, long returned, Return.Status status);
}

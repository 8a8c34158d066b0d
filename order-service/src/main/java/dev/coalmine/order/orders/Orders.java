package dev.coalmine.order.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

public interface Orders {

  void add(Order order, List<OrderLine> lines);

  /** The order, locked until the transaction ends. */
  Optional<Order> lock(long id);

  List<OrderLine> lines(long order);

  void save(Change change, Instant at);

  /** The oldest pending orders, locked; those that another transaction has locked are left out. */
  List<Order> lockPendingSince(Instant limit, int most);

  /** Notes the return and the pieces on the order's lines. */
  void add(Return returned);

  /** Says whether such a return waited for its end. */
  boolean settle(long order, long returned, Return.Status status);
}

package dev.coalmine.order.orders;

/** Where events are appended, inside the transaction that holds the order's lock. */
public interface OrderEvents {

  void append(Order order, long sequence, OrderEvent event);

  default void append(Change change) {
    change.steps().forEach(step -> append(change.after(), step.sequence(), step.event()));
  }
}

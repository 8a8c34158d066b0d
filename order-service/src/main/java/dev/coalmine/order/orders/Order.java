package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order without its lines.
 *
 * @param customer the token's subject; no other customer sees the order
 * @param sequence of the order's last event
 */
public record Order(
    long id,
    String customer,
    @Nullable String email,
    Money total,
    State state,
    long sequence,
    Instant placedAt) {

  /** The order in its next state, after so many further events. */
  Order withState(State next, int events) {
    return new Order(id, customer, email, total, next, sequence + events, placedAt);
  }
}

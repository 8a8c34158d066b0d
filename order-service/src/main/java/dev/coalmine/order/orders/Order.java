package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;
import java.time.Instant;

/**
 * @param customer the token's subject; no other customer sees the order
 * @param email null when the token has none
 * @param sequence of the last event that says something about it
 */
public record Order(
    long id,
    String customer,
    String email,
    Money total,
    State state,
    long sequence,
    Instant placedAt) {

  Order now(State next, int events) {
    return new Order(id, customer, email, total, next, sequence + events, placedAt);
  }
}

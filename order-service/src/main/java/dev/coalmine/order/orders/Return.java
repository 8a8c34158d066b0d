package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;
import java.time.Instant;
import java.util.List;

/** Lines given back, and the money for them. */
public record Return(
    long id, long order, Money amount, Status status, List<Item> lines, Instant requestedAt) {

  public enum Status {
    REQUESTED,
    REFUNDED,
    FAILED
  }
}

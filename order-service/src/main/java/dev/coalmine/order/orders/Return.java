package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;
import java.time.Instant;
import java.util.List;

/** Pieces of an order that the customer returned, and the amount to be refunded for them. */
public record Return(
    long id, long order, Money amount, Status status, List<Item> lines, Instant requestedAt) {

  public enum Status {
    REQUESTED,
    REFUNDED,
    FAILED
  }
}

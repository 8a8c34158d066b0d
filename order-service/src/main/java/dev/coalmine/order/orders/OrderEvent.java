package dev.coalmine.order.orders;

import java.time.Instant;
import java.util.List;

/** What happened to an order. Its events are numbered without gaps, from 1. */
public sealed interface OrderEvent {

  record Placed(List<OrderLine> lines) implements OrderEvent {}

  record Confirmed(Instant at) implements OrderEvent {}

  record Rejected(String reason) implements OrderEvent {}

  record CancellationRequested(CancellationReason reason) implements OrderEvent {}

  record Cancelled() implements OrderEvent {}

  record LinesReturned(Return returned) implements OrderEvent {}
}
